// The names by which the program and its glue know each other: each stands in both files, with
// sixteen hex digits that nothing can compress. They become a letter or two.
import { ordered } from './order.mjs';
import { bytes as number, reader } from './wasm.mjs';

/** A section of a program: where it stands, and what reads its body. */
function section(wasm, wanted) {
  const read = reader(wasm, 8);
  while (read.here() < wasm.length) {
    const start = read.here();
    const id = read.byte();
    const length = read.number();
    const end = read.here() + length;
    if (id === wanted) return { start, end, read };
    read.go(end);
  }
  throw new Error(`the program has no section ${wanted}`);
}

/** The program with another body in a section. */
function put(wasm, { start, end }, id, parts) {
  const body = Buffer.concat(parts);
  const made = Buffer.concat([bytes(id), bytes(body.length), body]);
  return Buffer.concat([wasm.subarray(0, start), made, wasm.subarray(end)]);
}

/** The imports of a program: their section, and each with its names. */
function imports(wasm) {
  const found = section(wasm, 2);
  const { read } = found;
  const list = [];
  for (let left = read.number(); left > 0; left--) {
    const module = read.text();
    const name = read.text();
    if (read.byte() !== 0) throw new Error(`the program imports ${name}, which is not a function`);
    list.push({ module, name, type: read.number() });
  }
  return { found, list };
}

const bytes = (n) => Buffer.from(number(n));

function named(text) {
  const utf8 = Buffer.from(text);
  return Buffer.concat([bytes(utf8.length), utf8]);
}

/** Puts `short` for `long`, which must stand in the glue exactly once. */
function replace(glue, long, short) {
  const parts = glue.split(long);
  if (parts.length !== 2) throw new Error(`${long} stands ${parts.length - 1} times in the glue`);
  return parts.join(short);
}

/** What the program gives the glue, by short names; what the glue does not ask for keeps its own. */
function shortenExports(wasm, glue) {
  const found = section(wasm, 7);
  const { read } = found;
  const entries = [];
  const count = read.number();
  for (let n = 0; n < count; n++) {
    const name = read.text();
    const kind = read.byte();
    const index = read.number();
    const asked = new RegExp(`\\bwasm\\.${name}(?![\\w$])`, 'g');
    const short = kind === 0 && asked.test(glue) ? `_${n.toString(36)}` : name;
    if (short !== name) glue = glue.replace(asked, `wasm.${short}`);
    entries.push(named(short), Buffer.from([kind]), bytes(index));
  }
  return { wasm: put(wasm, found, 7, [bytes(count), ...entries]), glue };
}

/** The glue keeps a view of the program's memory and looks whether it has gone by its length. When
    memory grows, Chromium 64 leaves that length as it was; the buffer never lies. */
function freshViews(glue) {
  const looks = /\b(cached\w+Memory0)\.byteLength === 0/g;
  if (!looks.test(glue)) throw new Error('the glue looks for its memory in another way: see freshViews');
  return glue.replace(looks, '$1.buffer !== wasm.memory.buffer');
}

/** A program and its glue with short names between them, and the program's functions in order. */
export function shorten(wasm, glue) {
  const { found, list } = imports(wasm);
  glue = freshViews(glue);
  const modules = [...new Set(list.map((one) => one.module))];
  const module = (name) => `_${modules.indexOf(name).toString(36)}`;
  for (const name of modules) glue = replace(glue, JSON.stringify(name), JSON.stringify(module(name)));
  // `:` ends a name, so that none is taken for the beginning of another.
  list.forEach((one, n) => {
    one.short = `_${n.toString(36)}`;
    glue = replace(glue, ` ${one.name}:`, ` ${one.short}:`);
  });
  const entries = list.map((one) =>
    Buffer.concat([named(module(one.module)), named(one.short), Buffer.from([0]), bytes(one.type)]));
  return shortenExports(ordered(put(wasm, found, 2, [bytes(list.length), ...entries])), glue);
}
