// What a program of WebAssembly is written in.

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
  /** A number of any length, as its bytes: its value does not matter. */
  const raw = () => {
    const start = at;
    while (wasm[at++] & 128);
    return wasm.subarray(start, at);
  };
  const take = (length) => wasm.subarray(at, at += length);
  const text = () => take(number()).toString('utf8');
  return { number, raw, take, text, byte: () => wasm[at++], here: () => at, go: (to) => { at = to; } };
}

/** A number in groups of seven bits, the lowest first. */
export function bytes(n) {
  const out = [];
  do {
    out.push((n & 127) | (n > 127 ? 128 : 0));
    n >>>= 7;
  } while (n > 0);
  return out;
}
