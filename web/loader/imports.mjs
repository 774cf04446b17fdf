// The names by which the program and its glue know each other: each stands in both files, with
// sixteen hex digits that nothing can compress. They become a letter or two.

/** The imports of a program: where their section stands, and each with its names. */
function imports(wasm) {
  let at = 8;
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
  while (at < wasm.length) {
    const start = at;
    const id = wasm[at++];
    const end = number() + at;
    if (id === 2) {
      const list = [];
      for (let left = number(); left > 0; left--) {
        const module = text();
        const name = text();
        const kind = wasm[at++];
        if (kind !== 0) throw new Error(`the program imports ${name}, which is not a function`);
        list.push({ module, name, type: number() });
      }
      return { start, end, list };
    }
    at = end;
  }
  throw new Error('the program imports nothing');
}

function bytes(n) {
  const out = [];
  do {
    out.push((n & 127) | (n > 127 ? 128 : 0));
    n >>>= 7;
  } while (n > 0);
  return Buffer.from(out);
}

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

/** A program and its glue with short names between them. */
export function shorten(wasm, glue) {
  const { start, end, list } = imports(wasm);
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
  const body = Buffer.concat([bytes(list.length), ...entries]);
  const section = Buffer.concat([Buffer.from([2]), bytes(body.length), body]);
  return { wasm: Buffer.concat([wasm.subarray(0, start), section, wasm.subarray(end)]), glue };
}
