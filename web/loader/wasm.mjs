// What a program of WebAssembly is made of: its sections, read and put back.

/** Reads a program from a position on. */
export function reader(wasm, at) {
  const number = () => {
    let n = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++];
      n |= (byte & 127) << shift;
      if (byte < 128) return n >>> 0;
    }
  };
  const text = () => {
    const length = number();
    at += length;
    return wasm.toString('utf8', at - length, at);
  };
  const byte = () => wasm[at++];
  return { number, text, byte, here: () => at, go: (to) => { at = to; } };
}

/** A section of a program: where it stands, and what reads its body. */
export function section(wasm, wanted) {
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
export function put(wasm, { start, end }, id, parts) {
  const body = Buffer.concat(parts);
  const made = Buffer.concat([bytes(id), bytes(body.length), body]);
  return Buffer.concat([wasm.subarray(0, start), made, wasm.subarray(end)]);
}

/** A number as a program writes it: seven bits a byte, the lowest first. */
export function bytes(n) {
  const out = [];
  do {
    out.push((n & 127) | (n > 127 ? 128 : 0));
    n >>>= 7;
  } while (n > 0);
  return Buffer.from(out);
}

/** A text behind its length. */
export function named(text) {
  const utf8 = Buffer.from(text);
  return Buffer.concat([bytes(utf8.length), utf8]);
}
