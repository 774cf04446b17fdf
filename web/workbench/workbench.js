// The workbench: it holds the files, and draws what the program says about them.
import { $, folder } from './dom.js';
import { ask } from './dialogs.js';
import { editor } from './editor.js';
import { hand, ofFolder, ofZip, toZip } from './files.js';
import { open } from './program.js';
import { keep, load } from './store.js';
import { draw, light } from './text.js';
import { skeleton } from './skeletons.js';
import * as result from './result.js';

/** How long after the last key things are checked, tried, and kept; in milliseconds. */
const CHECK = 300;
const CASES = 500;
const KEEP = 1000;

/** How many people are made up. */
const PEOPLE = 500;

/** Read at once: later it is not known which script runs. */
const PROGRAM = document.currentScript.dataset.program;

/** What the author has: texts of rule files by path, and of documents by folder. */
let state = { files: {}, sources: {}, file: '', answers: {} };
let program;
let view;
const timers = {};

/** Another number after every change of a file, and the instrument whose examples are shown. */
let revision = 0;
let drawn = '';

/** Does something once nothing has asked for it for a while. */
function later(name, wait, work) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(work, wait);
}

function today() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

const paths = () => Object.keys(state.files).sort();
const current = () => $('document').value;

/** Keeps everything on the device, soon. */
function store() {
  later('store', KEEP, async () => {
    // Answers are for trying a rule: they go with the page.
    const { files, sources, file } = state;
    if (!await keep({ files, sources, file })) $('where').textContent = '这个浏览器不让保存：离开前请按“保存压缩包”';
  });
}

/** A file has another text. */
function put(path, text) {
  state.files[path] = text;
  program.set(path, text);
  revision += 1;
  later('check', CHECK, check);
  store();
}

/** Fills the two lists of files. */
function lists() {
  const files = paths();
  if (!files.includes(state.file)) state.file = files[0] ?? '';
  const groups = new Map();
  for (const path of files) {
    const own = folder(path);
    if (!groups.has(own)) groups.set(own, []);
    groups.get(own).push(path);
  }
  $('file').replaceChildren(...[...groups].map(([own, list]) => {
    const group = document.createElement('optgroup');
    group.label = own || '共用';
    group.append(...list.map((path) => new Option(path, path, false, path === state.file)));
    return group;
  }));
  const documents = files.filter((path) => path.endsWith('/document.yaml')).map(folder);
  const own = folder(state.file);
  const chosen = documents.includes(own) ? own : current();
  $('document').replaceChildren(...documents.map((id) => new Option(id, id, false, id === chosen)));
}

/** Opens a file in the editor. */
function show(path) {
  state.file = path;
  lists();
  view.show(state.files[path] ?? '');
  source();
  check();
}

/** Shows a place of a file, in the editor. */
function go(path, range) {
  pane('rule');
  if (path !== state.file) show(path);
  view.go(range.start);
}

/** Shows the text of the document, and what the rules take from it. */
function source() {
  const id = current();
  if ($('source').value !== (state.sources[id] ?? '')) $('source').value = state.sources[id] ?? '';
  sentences();
}

function sentences() {
  draw(program.sentences(current()), ({ path, range }) => go(path, range));
}

/** Everything that follows from the files. */
function check() {
  const found = state.file ? program.diagnostics(state.file) : {};
  result.problems(found, go);
  view.mark(found[state.file] ?? []);
  sentences();
  instrument();
}

/** What the instrument at the cursor comes to. */
function instrument() {
  const id = state.file ? program.instrumentAt(state.file, ...view.at()) : null;
  const shown = id && program.card(state.file, id, $('as-of').value, JSON.stringify(state.answers));
  $('instrument').hidden = !shown;
  if (!shown) return;
  result.card(shown);
  result.question(shown.next, answer, () => { state.answers = {}; instrument(); });
  const now = `${id} ${revision}`;
  if (drawn === now) return;
  drawn = now;
  $('instrument').dataset.id = id;
  $('population').replaceChildren();
  later('cases', CASES, () => cases(id));
}

/** The examples of an instrument and its boundaries: they take a while where there are many. */
function cases(id) {
  result.examples(program.examples(state.file, id) ?? []);
  result.cases(program.cases(state.file, id) ?? [], (example) => adopt(id, example));
}

function answer(id, value) {
  state.answers[id] = value;
  instrument();
}

/** Puts a case behind the last example of an instrument. */
function adopt(id, example) {
  const lines = state.files[state.file].split('\n');
  const start = lines.findIndex((line) => line.trim() === `- id: ${id}`);
  const head = lines.findIndex((line, n) => n > start && line.trim() === 'examples:');
  if (start < 0 || head < 0) return;
  const depth = lines[head].search(/\S/);
  let end = head + 1;
  while (end < lines.length && lines[end].trim() !== '' && lines[end].search(/\S/) > depth) end += 1;
  lines.splice(end, 0, `${' '.repeat(depth + 2)}- ${example}`);
  view.replace(lines.join('\n'));
}

/** Shows one pane where there is room for one only. */
function pane(name) {
  document.body.dataset.pane = name;
  for (const button of document.querySelectorAll('[data-show]')) {
    button.setAttribute('aria-pressed', String(button.dataset.show === name));
  }
}

/** Takes other files in the place of those that are here. */
function take(files, sources) {
  for (const path of paths()) program.remove(path);
  state = { files, sources, file: '', answers: {} };
  revision += 1;
  for (const [path, text] of Object.entries(files)) program.set(path, text);
  for (const [id, text] of Object.entries(sources)) program.setSource(id, text);
  show(paths().find((path) => path.endsWith('document.yaml')) ?? paths()[0] ?? '');
  store();
}

/** Gives a new id to the name at the cursor. */
async function rename() {
  const at = view.at();
  const values = await ask('改编号', [{ name: 'id', label: '新的编号' }], (v) => {
    const { refused } = program.rename(state.file, ...at, v.id);
    return refused ?? '';
  });
  if (!values) return;
  const { edits } = program.rename(state.file, ...at, values.id);
  const texts = new Map();
  for (const edit of edits.reverse()) {
    const text = texts.get(edit.path) ?? state.files[edit.path];
    texts.set(edit.path, replaced(text, edit));
  }
  for (const [path, text] of texts) {
    if (path === state.file) view.replace(text);
    else put(path, text);
  }
}

function replaced(text, { range, text: piece }) {
  const lines = text.split('\n');
  const byte = ({ line, character }) => lines.slice(0, line).reduce((sum, l) => sum + l.length + 1, 0) + character;
  return text.slice(0, byte(range.start)) + piece + text.slice(byte(range.end));
}

/** Buttons and fields. */
function listen() {
  const on = (id, event, work) => $(id).addEventListener(event, work);
  for (const [open, input] of [['open-folder', 'folder'], ['open-zip', 'zip'], ['open-text', 'text-file']]) {
    on(open, 'click', () => $(input).click());
  }
  on('folder', 'change', async ({ target }) => take(await ofFolder(target.files), {}));
  on('zip', 'change', async ({ target }) => {
    try {
      const { files, sources } = await ofZip(await target.files[0].arrayBuffer());
      take(files, sources);
    } catch {
      $('verdict').textContent = '这个压缩包打不开';
    }
  });
  on('text-file', 'change', async ({ target }) => {
    $('source').value = await target.files[0].text();
    $('source').dispatchEvent(new Event('input'));
  });
  on('save-zip', 'click', async () => hand(await toZip(state.files, state.sources), 'rules.zip'));
  for (const button of document.querySelectorAll('[data-new]')) {
    button.addEventListener('click', async () => {
      const known = { program, files: state.files, document: current(), today: today() };
      const found = await skeleton(button.dataset.new, known);
      if (!found) return;
      for (const [path, text] of Object.entries(found.made)) put(path, text);
      show(found.path);
      pane('rule');
      view.focus();
    });
  }
  for (const button of document.querySelectorAll('[data-show]')) {
    button.addEventListener('click', () => pane(button.dataset.show));
  }
  on('file', 'change', ({ target }) => show(target.value));
  on('document', 'change', source);
  on('source', 'input', ({ target }) => {
    state.sources[current()] = target.value;
    program.setSource(current(), target.value);
    later('sentences', CHECK, sentences);
    store();
  });
  on('format', 'click', () => {
    const made = program.format(state.file);
    if (made) view.replace(made.text);
  });
  on('rename', 'click', rename);
  on('go-definition', 'click', () => {
    const [first] = program.definition(state.file, ...view.at());
    if (first) go(first.path, first.range);
  });
  on('delete-file', 'click', async () => {
    const gone = state.file;
    if (!gone || !await ask(`删除 ${gone}？`, [], () => '')) return;
    delete state.files[gone];
    program.remove(gone);
    show(paths()[0] ?? '');
    store();
  });
  on('as-of', 'change', instrument);
  on('count', 'click', () => {
    const found = program.population(state.file, $('instrument').dataset.id, $('as-of').value, PEOPLE);
    if (found) result.population(found);
  });
}

async function start() {
  program = await open(PROGRAM);
  const asked = {
    completion: (line, character) => program.completion(state.file, line, character),
    hover: (line, character) => program.hover(state.file, line, character),
  };
  view = editor($('editor'), asked, {
    changed: (text) => { if (state.file) put(state.file, text); },
    moved: (line, character) => later('moved', CHECK, () => {
      light(program.citedAt(state.file, line, character));
      instrument();
    }),
  });
  $('as-of').value = today();
  listen();
  const before = await load();
  take(before?.files ?? {}, before?.sources ?? {});
  if (before?.file in state.files) show(before.file);
  document.body.dataset.ready = 'yes';
  if (navigator.serviceWorker) {
    // Where it is refused, everything works while there is a network.
    navigator.serviceWorker.register('workbench-worker.js', { scope: 'workbench.html' }).catch(() => {});
  }
}

start().catch((error) => {
  $('verdict').textContent = `工作台没能打开：${error.message}`;
  $('verdict').className = 'wrong';
});
