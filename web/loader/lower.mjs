// A step of `cargo xtask build`, and Trunk's post_build hook: lowers scripts and styles to what
// Chromium 64 and Safari 12 read, and makes them small. The glue of wasm-bindgen is a module; it
// becomes a classic script that sets `huiceGlue`, the function that starts the program. Anything that
// cannot be lowered fails the build: raw glue must never be shipped.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error('TRUNK_STAGING_DIR is not set: run `cargo xtask build` or `trunk serve`');

// What `cargo xtask setup` has installed comes first.
const tools = process.env.HUICE_TOOLS ?? fileURLToPath(new URL('../../.tools', import.meta.url));
process.env.PATH = [join(tools, 'npm-build/node_modules/.bin'), process.env.PATH].join(delimiter);

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
const loader = only('the loader', (name) => name.startsWith('loader-'));

// The glue keeps views of the program's memory and looks by their length whether they have gone.
// When memory grows, Chromium 64 leaves that length as it was; the buffer never lies.
const looks = /\b(cached\w+Memory0)\.byteLength === 0/g;
if (!looks.test(text(script))) throw new Error('the glue looks for its memory in another way');
// Of what the module exports, only the function that starts the program is used.
const exported = /^export \{.*__wbg_init as default.*\};$/m;
if (!exported.test(text(script))) throw new Error('the glue exports its start in another way');
writeFileSync(script, text(script)
  .replace(looks, '$1.buffer !== wasm.memory.buffer')
  .replace(exported, 'self.huiceGlue = __wbg_init;'));

/** The styles that are bundled out of `web/styles`. */
const STYLES = new URL('../styles/', import.meta.url).pathname;

const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex').slice(0, 16);

const shared = ['--minify', '--charset=utf8', '--log-level=error', '--allow-overwrite'];
function esbuild(from, to, own, target = 'chrome64,safari12') {
  // On Windows the tool is a script that only a shell finds.
  execFileSync('esbuild', [from, ...shared, `--target=${target}`, ...own, `--outfile=${to}`], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

for (const name of readdirSync(staging)) {
  const file = join(staging, name);
  if (!statSync(file).isFile() || !name.endsWith('.js') || file === loader) continue;
  const glue = file === script ? ['--format=iife', '--tree-shaking=true'] : [];
  esbuild(file, file, ['--supported:destructuring=true', ...glue]);
}

// The loader, with what it imports, for browsers that are too old for the app: it tells them so.
esbuild(new URL('loader.js', import.meta.url).pathname, loader, ['--bundle', '--format=iife'], 'es5');

/** A style with all that it imports, in staging; its name tells what is in it. */
function bundle(name) {
  const made = join(staging, `${name}.css`);
  esbuild(join(STYLES, `${name}.css`), made, ['--bundle']);
  const kept = `${name}-${hash(readFileSync(made))}.css`;
  renameSync(made, join(staging, kept));
  return kept;
}

// Trunk named all of them by what they were before; what is here now names them, so that no cache
// ever joins a program with the glue of another. All get sixteen digits, by which servers and the
// worker know a name that holds a hash: Trunk leaves out zeros at the beginning.
const made = hash(readFileSync(program), readFileSync(script));
// Trunk copied the style without what it imports.
const style = basename(only('the style', (name) => name.endsWith('.css')));
rmSync(join(staging, style));
const before = /-([0-9a-f]{8,16})\.js$/.exec(script);
if (!before) throw new Error(`${script} has no hash in its name`);
const page = join(staging, 'index.html');
// The icon stands in the page: a request less. (The other pages name its file.)
const icon = only('the icon', (name) => name.startsWith('icon-'));
const drawn = text(icon).trim().replaceAll('"', "'").replaceAll('#', '%23');
let html = text(page)
  .replace(`./${basename(icon)}`, `data:image/svg+xml,${drawn}`)
  .replaceAll(' data-integrity="none"', '')
  .split(before[1]).join(made);
if (!html.includes('data:image/svg+xml,')) throw new Error('index.html does not name the icon');
for (const name of readdirSync(staging)) {
  if (name.includes(before[1])) {
    renameSync(join(staging, name), join(staging, name.replace(before[1], made)));
    continue;
  }
  const own = /^(.+)-[0-9a-f]{8,16}(\.[a-z]+)$/.exec(name);
  if (!own || own[2] === '.html') continue;
  const called = `${own[1]}-${hash(readFileSync(join(staging, name)))}${own[2]}`;
  renameSync(join(staging, name), join(staging, called));
  html = html.split(name).join(called);
}
html = html
  .replace(style, bundle('first'))
  .replace('./huice.css', `./${bundle('huice')}`);
if (html.includes('./huice.css') || html.includes(style)) throw new Error('index.html does not name the styles');
writeFileSync(page, html);
