// Trunk's post_build hook: lowers scripts and styles to what Chromium 64 and Safari 12 read, and
// makes them small. The glue of wasm-bindgen is a module; it becomes a classic script that sets
// `huiceGlue`. Anything that cannot be lowered fails the build: raw glue must never be shipped.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error('TRUNK_STAGING_DIR is not set: this runs as a hook of trunk');

const shared = ['--minify', '--charset=utf8', '--target=chrome64,safari12', '--log-level=error', '--allow-overwrite'];
for (const name of readdirSync(staging)) {
  const file = join(staging, name);
  if (!statSync(file).isFile() || !/\.(js|css)$/.test(name)) continue;
  const glue = name.endsWith('.js') && readFileSync(file, 'utf8').includes('__wbg_init');
  const own = name.endsWith('.css')
    ? []
    : ['--supported:destructuring=true', ...(glue ? ['--format=iife', '--global-name=huiceGlue'] : [])];
  // On Windows the tool is a script that only a shell finds.
  execFileSync('esbuild', [file, ...shared, ...own, `--outfile=${file}`], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}
