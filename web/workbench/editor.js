// The editor. It stands in a shadow root: there its styles are adopted, and the page's policy, which
// allows no style of a script, holds.
import { acceptCompletion, autocompletion, completionKeymap, startCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, insertNewlineKeepIndent } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, Transaction } from '@codemirror/state';
import {
  EditorView, drawSelection, highlightActiveLine, hoverTooltip, keymap, lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

const THEME = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '15px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace', lineHeight: '1.6' },
  '.cm-gutters': { backgroundColor: 'var(--sunk)', color: 'var(--ink-2)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine,.cm-activeLineGutter': { backgroundColor: 'var(--accent-soft)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent)',
  },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--edge)', maxWidth: '32rem' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '1' },
  '.cm-said': { padding: '8px 12px', whiteSpace: 'pre-wrap', maxHeight: '50vh', overflow: 'auto' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--wait)' },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: 'var(--accent-ink)' },
  { tag: tags.comment, color: 'var(--ink-2)', fontStyle: 'italic' },
  { tag: tags.string, color: 'var(--ok)' },
]);

/** A place as the program counts it. */
export function place(doc, offset) {
  const line = doc.lineAt(offset);
  return [line.number - 1, offset - line.from];
}

/** A place of the program in a text. */
export function offset(doc, { line, character }) {
  if (line >= doc.lines) return doc.length;
  const found = doc.line(line + 1);
  return Math.min(found.from + character, found.to);
}

/** Markdown of the program as text: it uses bold, code and quotation only. */
function plain(text) {
  return text.replaceAll('**', '').replaceAll(/```\w*\n?/g, '').replaceAll('`', '').replaceAll(/^> /gm, '原文：');
}

/** What may be written here, from the program. */
function suggestions(ask) {
  return (context) => {
    const word = context.matchBefore(/[\w-]+/);
    if (!word && !context.explicit && !context.matchBefore(/[:[{ ] ?$/)) return null;
    const { range, list } = ask.completion(...place(context.state.doc, context.pos));
    if (!range || list.length === 0) return null;
    return {
      from: offset(context.state.doc, range.start),
      options: list.map((one, n) => ({
        label: one.text,
        detail: one.about,
        apply: one.kind === 'key' ? `${one.text}: ` : one.text,
        boost: -Math.min(n, 99),
      })),
      filter: false,
    };
  };
}

/**
 * Puts an editor into a host. `ask` answers `completion(line, character)` and `hover(line,
 * character)`; `changed(text)` and `moved(line, character)` are told what the author does.
 */
export function editor(host, ask, { changed, moved }) {
  const root = host.attachShadow({ mode: 'open' });
  const tip = hoverTooltip((view, pos) => {
    const said = ask.hover(...place(view.state.doc, pos));
    if (!said) return null;
    return {
      pos: offset(view.state.doc, said.range.start),
      end: offset(view.state.doc, said.range.end),
      create() {
        const dom = document.createElement('div');
        dom.className = 'cm-said';
        dom.textContent = plain(said.text);
        return { dom };
      },
    };
  });
  const watch = EditorView.updateListener.of((update) => {
    if (update.docChanged && update.transactions.some((t) => !t.annotation(Transaction.remote))) {
      changed(update.state.doc.toString());
    }
    if (update.docChanged || update.selectionSet) {
      moved(...place(update.state.doc, update.state.selection.main.head));
    }
  });
  const extensions = [
    lineNumbers(), history(), drawSelection(), EditorView.lineWrapping, highlightActiveLine(), lintGutter(),
    yaml(), syntaxHighlighting(COLOURS), THEME, tip, watch,
    autocompletion({ override: [suggestions(ask)], defaultKeymap: false, icons: false }),
    keymap.of([
      { key: 'Tab', run: acceptCompletion },
      { key: 'Enter', run: insertNewlineKeepIndent },
      { key: 'Ctrl-Space', run: startCompletion },
      ...completionKeymap.filter(({ key }) => key !== 'Enter'),
      ...historyKeymap, ...defaultKeymap,
    ]),
    EditorView.contentAttributes.of({
      // Said outright, for those who look for what can be reached by Tab.
      'aria-label': '规则文件的内容', spellcheck: 'false', tabindex: '0',
    }),
  ];
  const fresh = (doc) => EditorState.create({ doc, extensions });
  const view = new EditorView({ state: fresh(''), parent: root, root });
  return {
    /** Shows another file. */
    show(text) {
      view.setState(fresh(text));
    },
    /** Puts another text in, as one step that can be undone. */
    replace(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    /** Marks what is wrong. */
    mark(list) {
      const diagnostics = list.map((one) => ({
        from: offset(view.state.doc, one.range.start),
        to: Math.max(offset(view.state.doc, one.range.end), offset(view.state.doc, one.range.start)),
        severity: one.error ? 'error' : 'warning',
        message: one.help ? `${one.message}\n${one.help}` : one.message,
        source: one.code,
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    /** Moves to a place and takes the keyboard. */
    go(at) {
      const head = offset(view.state.doc, at);
      view.dispatch({ selection: { anchor: head }, effects: EditorView.scrollIntoView(head, { y: 'center' }) });
      view.focus();
    },
    at: () => place(view.state.doc, view.state.selection.main.head),
    focus: () => view.focus(),
  };
}
