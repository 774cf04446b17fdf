// Small helpers for the page.

/** An element of the page by its id. */
export const $ = (id) => document.getElementById(id);

/** A new element with a class and a text. */
export function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A button that does something. */
export function button(text, work, className = 'tool') {
  const element = make('button', className, text);
  element.type = 'button';
  element.addEventListener('click', work);
  return element;
}

/** The folder of a path. */
export const folder = (path) => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
