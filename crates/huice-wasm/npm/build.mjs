// node build.mjs <what wasm-pack made> <package>: one script of the glue and what people import,
// for engines from Chromium 64 on, and the engine under the short names that the glue knows.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shorten } from '../../../web/loader/imports.mjs';

const [stage, to] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const { wasm, glue } = shorten(
  readFileSync(join(stage, 'engine_bg.wasm')),
  readFileSync(join(stage, 'engine.js'), 'utf8'),
);
writeFileSync(join(to, 'engine_bg.wasm'), wasm);
writeFileSync(join(stage, 'engine.js'), glue);
for (const name of ['huice.js', 'call.js', 'law-data.js', 'plain.js', 'results.js', 'source.js']) copyFileSync(join(here, name), join(stage, name));
execFileSync('esbuild', [
  join(stage, 'huice.js'),
  '--bundle',
  '--format=esm',
  '--minify',
  '--charset=utf8',
  // See source.js.
  '--define:Request=undefined',
  '--define:Response=undefined',
  '--target=chrome64,safari12',
  '--supported:destructuring=true',
  '--supported:import-meta=true',
  '--log-level=error',
  `--outfile=${join(to, 'huice.js')}`,
], { stdio: 'inherit', shell: process.platform === 'win32' });
