// node build.mjs <what wasm-bindgen made> <package>: one script of the glue and what people import,
// for engines from Chromium 64 on, and the engine.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [stage, to] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
copyFileSync(join(stage, 'engine_bg.wasm'), join(to, 'engine_bg.wasm'));
// As in web/loader/lower.mjs: Chromium 64 leaves the length of a view as it was when memory grows.
const glue = readFileSync(join(stage, 'engine.js'), 'utf8');
const looks = /\b(cached\w+Memory0)\.byteLength === 0/g;
if (!looks.test(glue)) throw new Error('the glue looks for its memory in another way');
writeFileSync(join(stage, 'engine.js'), glue.replace(looks, '$1.buffer !== wasm.memory.buffer'));
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
