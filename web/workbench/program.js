// The program: huice-ide compiled to WebAssembly. Every answer of it is a text of JSON.
import init, { Workbench } from 'huice-workbench';

/** Fetches the program and starts it. */
export async function open(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  await init({ module_or_path: await response.arrayBuffer() });
  const bench = new Workbench();
  const read = (name) => (...values) => JSON.parse(bench[name](...values));
  return {
    set: (path, text) => bench.set(path, text),
    remove: (path) => bench.remove(path),
    setSource: (folder, text) => bench.set_source(folder, text),
    diagnostics: read('diagnostics'),
    completion: read('completion'),
    hover: read('hover'),
    definition: read('definition'),
    rename: read('rename'),
    format: read('format'),
    instrumentAt: read('instrument_at'),
    sentences: read('sentences'),
    citedAt: read('cited_at'),
    card: read('card'),
    cases: read('cases'),
    examples: read('examples'),
    population: read('population'),
    newPlace: read('new_place'),
    newDocument: read('new_document'),
    newInstrument: read('new_instrument'),
    newSuccessor: read('new_successor'),
  };
}
