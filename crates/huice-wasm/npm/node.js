// The same in Node, where the engine's file is read and not fetched.
import { readFile } from 'node:fs/promises';
import { init as start } from './huice.js';

export * from './huice.js';

/** Starts the engine, once. */
export async function init(source) {
  await start(source === undefined ? await readFile(new URL('./engine_bg.wasm', import.meta.url)) : source);
}
export default init;
