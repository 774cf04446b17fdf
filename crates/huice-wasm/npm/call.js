// The way into the engine: what it refuses, and whatever else goes wrong, is thrown as a HuiceError.
import { refuse } from './plain.js';

let started = false;

/** The engine has been started. */
export function ready() {
  started = true;
}

/** Runs something that uses the engine. */
export function call(work) {
  if (!started) throw refuse('engine', '', 'call `await init()` first');
  try {
    return work();
  } catch (error) {
    if (error && typeof error.code === 'string' && typeof error.field === 'string') {
      throw refuse(error.code, error.field, error.message);
    }
    throw refuse('engine', '', `the engine stopped: ${error && error.message}`);
  }
}
