// What the engine can be started from. It starts once in a process, so each source has its own.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import test from 'node:test';
import './here.mjs';

const engine = new URL('engine_bg.wasm', import.meta.resolve('huice'));

/** What a fresh process prints after it has started the engine from an expression. */
async function startedFrom(source) {
  const script = `
    import { readFileSync } from 'node:fs';
    import { init, places, HuiceError } from 'huice';
    const bytes = readFileSync(new URL(${JSON.stringify(engine.href)}));
    try {
      await init(${source});
      try { places(new Uint8Array(4)); } catch (error) { console.log(error.code); }
    } catch (error) { console.log(error instanceof HuiceError, error.code); }`;
  const run = spawn(process.execPath, ['--input-type=module', '-e', script]);
  let output = '';
  let wrong = '';
  run.stdout.on('data', (text) => (output += text));
  run.stderr.on('data', (text) => (wrong += text));
  const code = await new Promise((done) => run.on('close', done));
  assert.equal(code, 0, wrong);
  return output.trim();
}

test('the engine starts from each source that the types name', async () => {
  const server = createServer((request, response) => {
    if (request.url.startsWith('/typed')) response.setHeader('Content-Type', 'application/wasm');
    response.end(readFileSync(engine));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${server.address().port}`;
  const sources = [
    'undefined',
    'bytes',
    'Uint8Array.from(bytes).buffer',
    'Promise.resolve(bytes)',
    'await WebAssembly.compile(bytes)',
    'new Response(bytes)',
    'Promise.resolve(new Response(bytes, { headers: { "Content-Type": "application/wasm" } }))',
    `"${address}/untyped"`,
    `new URL("${address}/typed")`,
    `new Request("${address}/typed")`,
    `fetch("${address}/untyped")`,
  ];
  for (const source of sources) {
    // `pack`: the engine runs, and refuses four bytes that are no index.
    assert.equal(await startedFrom(source), 'pack', source);
  }
  server.close();
});

test('what is no engine is refused', async () => {
  for (const source of ['null', '7', '"nowhere"', '{}', 'new Uint8Array(8)', 'new Response("", { status: 404 })']) {
    assert.equal(await startedFrom(source), 'true engine', source);
  }
});

test('Node does not load its fetch to start the engine', async () => {
  // A lazy global is replaced by a plain one when it is first read.
  const script = `
    import { init } from 'huice';
    let read = false;
    for (const name of ['Request', 'Response']) {
      Object.defineProperty(globalThis, name, { configurable: true, get() { read = true; } });
    }
    await init();
    console.log(read);`;
  const run = spawn(process.execPath, ['--input-type=module', '-e', script]);
  let output = '';
  run.stdout.on('data', (text) => (output += text));
  await new Promise((done) => run.on('close', done));
  assert.equal(output.trim(), 'false');
});
