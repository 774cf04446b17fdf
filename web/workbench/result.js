// The right pane: what is wrong, and what the instrument at the cursor comes to.
import { $, button, make } from './dom.js';

/** Most diagnostics that are listed. */
const MOST = 50;

/** What is said before there is a file. */
const NOTHING = '还没有规则。打开文件夹或压缩包，或者从“新的地方”写起。';

/** What is known of a condition. */
const TRUTHS = { true: '满足', false: '不满足', unknown: '不清楚' };

/** Lists what is wrong in all files; `go(path, range)` is called for one. Returns how many errors. */
export function problems(found, go) {
  const all = Object.entries(found).flatMap(([path, list]) => list.map((one) => ({ path, ...one })));
  all.sort((a, b) => Number(b.error) - Number(a.error));
  const errors = all.filter((one) => one.error).length;
  const hints = all.length > 0 ? `，${all.length} 处提醒` : '';
  const good = Object.keys(found).length > 0 ? `没有错误${hints}` : NOTHING;
  $('verdict').textContent = errors > 0 ? `${errors} 处错误` : good;
  $('verdict').className = errors > 0 ? 'wrong' : good === NOTHING ? 'soft' : 'ok';
  $('problems').replaceChildren(...all.slice(0, MOST).map((one) => {
    const item = make('li');
    const row = button('', () => go(one.path, one.range), one.error ? 'problem' : 'problem hint');
    row.append(
      make('span', '', `${one.message}（${one.code}）`),
      make('span', 'place', `${one.path} 第 ${one.range.start.line + 1} 行`),
    );
    if (one.help) row.append(make('span', 'help', one.help));
    item.append(row);
    return item;
  }));
  return errors;
}

/** The card of an instrument. */
export function card({ words, outcome, refused }) {
  $('instrument-title').textContent = words.title;
  const box = make('div', 'card');
  box.append(make('p', `amount ${outcome.verdict}`, words.verdict), make('p', '', words.amount));
  const list = make('dl');
  const rows = [['给谁', words.to], ['说法', words.strength], ['出处', words.cite], ['还差', words.needs.join('；')]];
  for (const [name, text] of rows) {
    if (text) list.append(make('dt', '', name), make('dd', '', text));
  }
  for (const reason of outcome.reasons) {
    list.append(make('dt', '', TRUTHS[reason.truth]), make('dd', '', reason.text));
  }
  for (const error of refused) {
    list.append(make('dt', 'wrong', '不能用'), make('dd', '', `${error.field}：${error.found}。${error.expected}`));
  }
  box.append(list);
  $('card').replaceChildren(box);
}

/** The form's next question; `answer(id, value)` is told what is chosen. */
export function question(next, answer, again) {
  const box = $('question');
  const parts = [];
  if (!next) parts.push(make('p', '', '没有要问的了'));
  for (const fact of next?.facts ?? (next?.fact ? [next.fact] : [])) parts.push(asked(fact, answer));
  parts.push(button('从头答起', again));
  box.replaceChildren(...parts);
}

function asked(fact, answer) {
  const group = make('div', 'field');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', fact.ask);
  group.append(make('p', '', fact.ask));
  const row = make('div', 'options');
  const choices = {
    bool: () => fact.options.map((option) => [option.text, option.id === 'true']),
    choice: () => fact.options.map((option) => [option.text, option.id]),
    set: () => fact.options.map((option) => [option.text, [option.id]]),
  }[fact.type];
  if (choices) {
    for (const [text, value] of choices()) row.append(button(text, () => answer(fact.id, value)));
  } else {
    const input = make('input');
    input.setAttribute('aria-label', fact.label);
    input.placeholder = { date: '2026-01-31', records: '[{…}]' }[fact.type] ?? fact.unit ?? '';
    const take = () => answer(fact.id, typed(fact.type, input.value.trim()));
    row.append(input, button('答', take));
  }
  row.append(button('不清楚', () => answer(fact.id, null)));
  group.append(row);
  return group;
}

/** What was typed, as an answer: numbers stay as they are written. */
function typed(type, text) {
  if (type !== 'records') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The examples of an instrument, run. */
export function examples(runs) {
  const rows = runs.map(({ name, differences }) => {
    const item = make('li', differences.length > 0 ? 'wrong' : 'ok', `${name}：${differences.length > 0 ? '不对' : '对'}`);
    for (const one of differences) {
      item.append(make('div', 's', `${one.what}：写的是 ${one.expected}，算出 ${one.found}`));
    }
    return item;
  });
  $('examples').replaceChildren(...(rows.length > 0 ? rows : [make('li', '', '还没有例子')]));
}

/** The boundaries of an instrument; `keep(example)` takes one into its examples. */
export function cases(found, keep) {
  const rows = found.map((one) => {
    const item = make('li', 'case');
    item.append(make('p', '', `${one.about}${one.covered ? '：例子里有' : ''}`));
    for (const side of [one.below, one.above]) {
      item.append(make('code', '', side.example));
      if (!side.shown) item.append(button('抄进例子', () => keep(side.example)));
    }
    return item;
  });
  $('cases').replaceChildren(...(rows.length > 0 ? rows : [make('li', '', '从例子里找不到界线')]));
}

/** How people made up fare. */
export function population(found) {
  const rows = found.verdicts.map(({ text, people }) => make('li', '', `${text}：${people} 人`));
  if (found.money !== '0') rows.push(make('li', '', `能确定的钱一共 ${found.money} 元`));
  $('population').replaceChildren(...rows);
}
