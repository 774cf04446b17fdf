// The program's functions in an order that compresses well: those of one type together, and among
// them those that begin alike side by side. A compressor finds what is alike near by, and learns
// how such functions go on. It also makes all hints of alignment alike: they bind nobody, and no
// engine for x86 or ARM looks at them.
import { bytes, reader } from './wasm.mjs';

const [IMPORTS, FUNCTIONS, EXPORTS, START, ELEMENTS, CODE] = [2, 3, 7, 8, 9, 10];

/** The sections by their ids, without what only tells names. */
function sections(wasm) {
  const read = reader(wasm, 8);
  const found = [];
  while (read.here() < wasm.length) {
    const id = read.byte();
    const length = read.number();
    if (id !== 0) found.push({ id, body: wasm.subarray(read.here(), read.here() + length) });
    read.go(read.here() + length);
  }
  return found;
}

/** How many functions are imported. All that is imported is a function: see imports.mjs. */
function imported(body) {
  return body ? reader(body, 0).number() : 0;
}

function list(body, one) {
  const read = reader(body, 0);
  const all = [];
  for (let left = read.number(); left > 0; left--) all.push(one(read));
  return all;
}

/**
 * A function's code in pieces: bytes as they are, and the numbers of called functions, which
 * change with the order.
 */
function pieces(body, at, end) {
  const read = reader(body, at);
  const found = [];
  let plain = [];
  const locals = read.number();
  plain.push(...bytes(locals));
  for (let left = locals; left > 0; left--) plain.push(...read.raw(), read.byte());
  while (read.here() < end) {
    const op = read.byte();
    plain.push(op);
    if (op === 0x10) {
      found.push(plain, read.number());
      plain = [];
    } else if (op >= 0x28 && op <= 0x3e) {
      read.number();
      plain.push(0, ...read.raw());
    } else if (op === 0x0e) {
      const ways = read.number();
      plain.push(...bytes(ways));
      for (let left = ways; left >= 0; left--) plain.push(...read.raw());
    } else if (op === 0x11) {
      plain.push(...read.raw(), read.byte());
    } else if (op === 0x43 || op === 0x44) {
      plain.push(...read.take(op === 0x43 ? 4 : 8));
    } else if ((op >= 0x02 && op <= 0x04) || op === 0x0c || op === 0x0d
      || (op >= 0x20 && op <= 0x24) || (op >= 0x3f && op <= 0x42)) {
      plain.push(...read.raw());
    } else if (op > 0xbf || (op > 0x05 && op < 0x0b) || (op > 0x11 && op < 0x1a)
      || (op > 0x1b && op < 0x28)) {
      throw new Error(`instruction ${op} is not known to order.mjs`);
    }
  }
  if (read.here() !== end) throw new Error('a function does not end where it says');
  found.push(plain);
  return found;
}

/** The bytes of pieces, with every number as `of` gives it. */
function joined(pieces, of) {
  return pieces.flatMap((piece) => (typeof piece === 'number' ? bytes(of(piece)) : piece));
}

/** The program with its functions in order. */
export function ordered(wasm) {
  const parts = sections(wasm);
  const body = (id) => (parts.find((part) => part.id === id) || {}).body;
  const before = imported(body(IMPORTS));
  const types = list(body(FUNCTIONS), (read) => read.number());
  const code = list(body(CODE), (read) => {
    const length = read.number();
    const at = read.here();
    read.go(at + length);
    return pieces(body(CODE), at, at + length);
  });
  const text = code.map((one) => Buffer.from(joined(one, (n) => n)));
  const order = code.map((_, n) => n);
  order.sort((a, b) => types[a] - types[b] || Buffer.compare(text[a], text[b]) || a - b);
  const now = [];
  order.forEach((old, n) => { now[old] = n + before; });
  const moved = (n) => (n < before ? n : now[n - before]);

  const change = {
    [FUNCTIONS]: () => [...bytes(order.length), ...order.flatMap((old) => bytes(types[old]))],
    [EXPORTS]: (body) => {
      const all = list(body, (read) => {
        const name = read.take(read.number());
        return { name, kind: read.byte(), index: read.number() };
      });
      return [...bytes(all.length), ...all.flatMap(({ name, kind, index }) =>
        [...bytes(name.length), ...name, kind, ...bytes(kind === 0 ? moved(index) : index)])];
    },
    [START]: (body) => bytes(moved(reader(body, 0).number())),
    [ELEMENTS]: (body) => {
      const all = list(body, (read) => {
        const start = [read.byte(), read.byte(), ...read.raw(), read.byte()];
        if (start[0] !== 0 || start[1] !== 0x41) throw new Error('a table filled in another way');
        const functions = [];
        for (let left = read.number(); left > 0; left--) functions.push(moved(read.number()));
        return [...start, ...bytes(functions.length), ...functions.flatMap(bytes)];
      });
      return [...bytes(all.length), ...all.flat()];
    },
    [CODE]: () => [...bytes(order.length), ...order.flatMap((old) => {
      const own = joined(code[old], moved);
      return [...bytes(own.length), ...own];
    })],
  };
  const out = [wasm.subarray(0, 8)];
  for (const { id, body } of parts) {
    const own = change[id] ? Buffer.from(change[id](body)) : body;
    out.push(Buffer.from([id, ...bytes(own.length)]), own);
  }
  return Buffer.concat(out);
}
