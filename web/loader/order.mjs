// Puts functions beside those that they are like. What compresses a program looks back for what it
// has seen, and says how far back with fewer bits for what is near: about a hundredth of a program.
// The optimiser moves the functions, by their names; here they are named in the order of a chain
// that is grown from the likest pairs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytes, named, reader, section } from './wasm.mjs';

/** Functions are compared by runs of so many bytes. */
const RUN = 4;
/** A run that more functions have tells nothing about any two of them. */
const COMMON = 200;
/** What functions of the same type have in common beside their bytes. */
const SAME_TYPE = 0.1;
/** So that two very short functions are not taken for the same. */
const SHORT = 20;

const NAMES = 0;
const IMPORTS = 2;
const TYPES = 3;
const BODIES = 10;

function list(wasm, id, one) {
  const { read } = section(wasm, id);
  return Array.from({ length: read.number() }, () => one(read));
}

/** The body of a function: its bytes. */
function body(read) {
  const length = read.number();
  const start = read.here();
  read.go(start + length);
  return [start, start + length];
}

/** The runs of bytes of a function. */
function runs(wasm, [start, end]) {
  const all = new Set();
  for (let at = start; at + RUN <= end; at++) all.add(wasm.readUInt32LE(at));
  return all;
}

/** How much each two functions have in common, the most first. */
function pairs(types, all) {
  const who = new Map();
  all.forEach((own, n) => own.forEach((run) => {
    if (!who.has(run)) who.set(run, []);
    who.get(run).push(n);
  }));
  const count = all.length;
  const shared = new Float64Array(count * count);
  for (const some of who.values()) {
    if (some.length < 2 || some.length >= COMMON) continue;
    const weight = 1 / Math.sqrt(some.length);
    for (let x = 0; x < some.length; x++) {
      for (let y = x + 1; y < some.length; y++) shared[some[x] * count + some[y]] += weight;
    }
  }
  const found = [];
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const sum = shared[a * count + b];
      if (sum === 0) continue;
      const like = sum / Math.sqrt((all[a].size + SHORT) * (all[b].size + SHORT));
      found.push([like + (types[a] === types[b] ? SAME_TYPE : 0), a, b]);
    }
  }
  return found.sort((p, q) => q[0] - p[0] || p[1] - q[1] || p[2] - q[2]);
}

/** Chains: each pair joins two ends, as long as they are ends. */
function chain(count, found) {
  const chains = Array.from({ length: count }, (_, n) => [n]);
  for (const [, a, b] of found) {
    const one = chains[a];
    const other = chains[b];
    const ends = one !== other && [one[0], one[one.length - 1]].includes(a)
      && [other[0], other[other.length - 1]].includes(b);
    if (!ends) continue;
    if (one[0] === a) one.reverse();
    if (other[0] !== b) other.reverse();
    for (const n of other) {
      one.push(n);
      chains[n] = one;
    }
  }
  return [...new Set(chains)].flat();
}

/** The program without names, with these instead: each function's place in the order. */
function renamed(wasm, first, order) {
  const kept = [wasm.subarray(0, 8)];
  const read = reader(wasm, 8);
  while (read.here() < wasm.length) {
    const start = read.here();
    const id = read.byte();
    const length = read.number();
    read.go(read.here() + length);
    if (id !== NAMES) kept.push(wasm.subarray(start, read.here()));
  }
  const place = [];
  order.forEach((n, at) => { place[n] = at; });
  const entries = place.map((at, n) => Buffer.concat([bytes(first + n), named(String(at).padStart(6, '0'))]));
  const inside = Buffer.concat([bytes(entries.length), ...entries]);
  const own = Buffer.concat([named('name'), bytes(1), bytes(inside.length), inside]);
  return Buffer.concat([...kept, bytes(NAMES), bytes(own.length), own]);
}

/** The same program with its functions in another order. */
export function order(wasm) {
  const types = list(wasm, TYPES, (read) => read.number());
  const bodies = list(wasm, BODIES, body);
  // Everything that is imported is a function: see imports.mjs.
  const imported = section(wasm, IMPORTS).read.number();
  const all = bodies.map((one) => runs(wasm, one));
  const chained = chain(bodies.length, pairs(types, all));
  const folder = mkdtempSync(join(tmpdir(), 'order-'));
  try {
    const [from, to] = ['in.wasm', 'out.wasm'].map((name) => join(folder, name));
    writeFileSync(from, renamed(wasm, imported, chained));
    execFileSync('wasm-opt', [
      from, '--mvp-features', '--reorder-functions-by-name', '--strip-debug', '--strip-producers', '-o', to,
    ], { stdio: 'inherit', shell: process.platform === 'win32' });
    return readFileSync(to);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
