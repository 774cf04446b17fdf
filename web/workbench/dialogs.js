// Dialogs that ask for a few words.
import { $, make } from './dom.js';

/**
 * Asks for values. `fields`: `{name, label, hint, value, pattern, tick}`; `check(values)` says what is
 * wrong with them, if anything. Returns the values, or undefined where somebody changes their mind.
 */
export function ask(title, fields, check) {
  const dialog = $('dialog');
  $('dialog-h').textContent = title;
  $('dialog-wrong').textContent = '';
  $('dialog-fields').replaceChildren(...fields.map(field));
  const values = () => Object.fromEntries(fields.map(({ name }) => [name, $(`f-${name}`).value.trim()]));
  return new Promise((resolve) => {
    const submit = (event) => {
      event.preventDefault();
      const wrong = check(values());
      if (wrong) $('dialog-wrong').textContent = wrong;
      else end(values());
    };
    const cancel = () => end(undefined);
    function end(result) {
      $('dialog-form').removeEventListener('submit', submit);
      $('dialog-cancel').removeEventListener('click', cancel);
      dialog.removeEventListener('cancel', cancel);
      dialog.close();
      resolve(result);
    }
    $('dialog-form').addEventListener('submit', submit);
    $('dialog-cancel').addEventListener('click', cancel);
    dialog.addEventListener('cancel', cancel);
    dialog.showModal();
  });
}

function field({ name, label, hint, value }) {
  const box = make('div', 'field');
  const text = make('label', '', label);
  text.htmlFor = `f-${name}`;
  const input = make('input');
  input.id = `f-${name}`;
  input.value = value ?? '';
  input.autocomplete = 'off';
  input.spellcheck = false;
  box.append(text, input);
  if (hint) {
    const words = make('p', 's soft', hint);
    words.id = `h-${name}`;
    input.setAttribute('aria-describedby', words.id);
    box.append(words);
  }
  return box;
}
