// The left pane: the sentences of a document, and which of them the rules use.
import { $, make } from './dom.js';

/** A sentence with the figures in it that nothing has. */
function words(line) {
  const parts = [];
  let rest = line.text;
  for (const figure of line.unused) {
    const at = rest.indexOf(figure);
    if (at < 0) continue;
    parts.push(document.createTextNode(rest.slice(0, at)), make('mark', '', figure));
    rest = rest.slice(at + figure.length);
  }
  parts.push(document.createTextNode(rest));
  return parts;
}

/** Whether a rule is still to cite a sentence: no heading, and its clause is not said to give nothing. */
const open = (line) => line.sentence > 0 && line.cited.length === 0 && !line.administrative;

/** Draws the sentences; `go(location)` is called for the rule of one. */
export function draw(lines, go) {
  const todo = lines.filter(open).length;
  const figures = lines.reduce((sum, line) => sum + line.unused.length, 0);
  $('text-note').textContent = lines.length === 0 ? '还没有原文'
    : `${lines.length} 句；${todo} 句还没有规则引用，${figures} 个数还没有写成参数`;
  $('sentences').replaceChildren(...lines.map((line) => {
    const item = make('li');
    const button = make('button', 'sentence');
    button.type = 'button';
    const cite = `${line.clause}#${line.sentence}`;
    button.dataset.cite = cite;
    button.append(make('span', 'cite', cite), ...words(line));
    if (open(line)) {
      button.classList.add('unused');
      button.append(make('span', 'todo', '还没有规则引用'));
    }
    button.addEventListener('click', () => {
      light([cite]);
      if (line.cited.length > 0) go(line.cited[0]);
    });
    item.append(button);
    return item;
  }));
}

/** The clause and the sentences of a citation: `二#1-2` is two. */
function covered(cite) {
  const [clause, sentence = ''] = cite.replaceAll('（', '(').replaceAll('）', ')').split('#');
  const [first, last] = sentence.split('-').map((part) => parseInt(part, 10));
  const all = [];
  for (let n = first; n <= (last || first); n += 1) all.push(`${clause}#${n}`);
  return all;
}

/** Lights the sentences of these citations, and shows the first of them. */
export function light(cites) {
  const wanted = new Set(cites.flatMap(covered));
  let first;
  for (const button of $('sentences').querySelectorAll('.sentence')) {
    const lit = wanted.has(button.dataset.cite);
    button.classList.toggle('lit', lit);
    if (lit) first ??= button;
  }
  first?.scrollIntoView({ block: 'nearest' });
}
