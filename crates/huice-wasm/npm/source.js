// The engine from whatever stands for it. The glue could do this too, but asks whether the source is
// a `Request` or a `Response`; naming one of these makes Node load its whole `fetch`, which takes
// longer than to open a law. build.mjs takes those questions out of the glue.

/** `Response` for one: what a value is, without naming its class. */
const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** Bytes or a module, from an address, a Request, a Response, bytes, a module, or a promise of one. */
export async function engineOf(source) {
  const given = await source;
  const isFetched = typeof given === 'string' || kindOf(given) === 'URL' || kindOf(given) === 'Request';
  const found = isFetched ? await fetch(given) : given;
  return kindOf(found) === 'Response' ? ofResponse(found) : found;
}

/** Compiles while bytes arrive, if the engine can and the server names the right type. */
async function ofResponse(response) {
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const streams = typeof WebAssembly.compileStreaming === 'function'
    && response.headers.get('Content-Type') === 'application/wasm';
  return streams ? WebAssembly.compileStreaming(response) : response.arrayBuffer();
}
