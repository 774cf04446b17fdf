// Trunk's post_build hook: lowers scripts and styles to what Chromium 64 and Safari 12 read, and
// makes them small. The glue of wasm-bindgen is a module; it becomes a classic script that sets
// `huiceGlue`. Anything that cannot be lowered fails the build: raw glue must never be shipped.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shorten } from './imports.mjs';

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error('TRUNK_STAGING_DIR is not set: this runs as a hook of trunk');

/** The one file of staging that fits. */
function only(what, fits) {
  const found = readdirSync(staging).filter(fits);
  if (found.length !== 1) throw new Error(`${found.length} files are ${what}, not one`);
  return join(staging, found[0]);
}

const text = (file) => readFileSync(file, 'utf8');
const program = only('the program', (name) => name.endsWith('.wasm'));
const script = only('the glue', (name) =>
  name.endsWith('.js') && text(join(staging, name)).includes('__wbg_init'));
const short = shorten(readFileSync(program), text(script));
writeFileSync(program, short.wasm);
writeFileSync(script, short.glue);

const shared = ['--minify', '--charset=utf8', '--target=chrome64,safari12', '--log-level=error', '--allow-overwrite'];
for (const name of readdirSync(staging)) {
  const file = join(staging, name);
  if (!statSync(file).isFile() || !/\.(js|css)$/.test(name)) continue;
  const glue = file === script;
  const own = name.endsWith('.css')
    ? []
    : ['--supported:destructuring=true', ...(glue ? ['--format=iife', '--global-name=huiceGlue'] : [])];
  // On Windows the tool is a script that only a shell finds.
  execFileSync('esbuild', [file, ...shared, ...own, `--outfile=${file}`], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

// Trunk named all of them by what they were before; what is here now names them, so that no cache
// ever joins a program with the glue of another.
const made = createHash('sha256').update(readFileSync(program)).update(readFileSync(script)).digest('hex').slice(0, 16);
const style = only('the style', (name) => name.endsWith('.css'));
if (basename(style).startsWith('full-')) {
  // The full program goes beside the other one, all three parts under one name.
  const name = createHash('sha256').update(made).update(readFileSync(style)).digest('hex').slice(0, 16);
  for (const [part, end] of [[program, 'wasm'], [script, 'js'], [style, 'css']]) {
    renameSync(part, join(staging, `full-${name}.${end}`));
  }
} else {
  const before = /-([0-9a-f]{8,16})\.js$/.exec(script);
  if (!before) throw new Error(`${script} has no hash in its name`);
  const page = join(staging, 'index.html');
  let html = text(page).split(before[1]).join(made);
  for (const name of readdirSync(staging)) {
    if (name.includes(before[1])) {
      renameSync(join(staging, name), join(staging, name.replace(before[1], made)));
      continue;
    }
    // The others too: and all get sixteen digits, by which servers and the worker know a name that
    // holds a hash. Trunk leaves out noughts at the beginning.
    const own = /^(.+)-[0-9a-f]{8,16}(\.[a-z]+)$/.exec(name);
    if (!own || own[2] === '.html') continue;
    const hash = createHash('sha256').update(readFileSync(join(staging, name))).digest('hex').slice(0, 16);
    const called = `${own[1]}-${hash}${own[2]}`;
    renameSync(join(staging, name), join(staging, called));
    html = html.split(name).join(called);
  }
  writeFileSync(page, html);
}
