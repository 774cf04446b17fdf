/* The start screen while the program is on its way, the same as the program's own: a person on a
   slow line can begin. What is chosen becomes the session that the program finds; what else is
   pressed or typed is handed on when it has drawn itself. A program that is here at once is not
   preceded by it, and it comes only where nothing was kept and nothing else is asked for. */

export var SOON = 400; // milliseconds after the visit began

var first, chosen, focused;
var pressed = [];

/* Shows it in the place of the notice that the program is awaited. `huice` is what the program finds;
   `ask` has a file fetched that it will need. */
export function showFirst(app, huice, ask) {
  var wait = document.getElementById('wait');
  var form = document.getElementById('first');
  if (!form) return;
  first = document.createElement('div');
  first.appendChild(form.content);
  // Today in China, which keeps UTC+8 wherever the device is.
  var day = new Date(Date.now() + 8 * 3600 * 1000);
  first.querySelector('[data-day]').textContent =
    day.getUTCFullYear() + '年' + (day.getUTCMonth() + 1) + '月' + day.getUTCDate() + '日';
  app.onclick = function (event) {
    var hit = event.target.closest('[data-place],[data-action]');
    if (hit) {
      event.preventDefault();
      if (hit.hasAttribute('data-place')) choose(hit, ask);
      else press(hit.getAttribute('data-action'), wait);
    }
    // A box ticks itself.
    huice.kept = session();
  };
  first.addEventListener('focusin', function (event) { focused = event.target.id; });
  wait.hidden = true;
  wait.parentNode.insertBefore(first, wait);
  huice.kept = session();
}

/* One place is chosen: it stands alone with a tick, and its law is fetched. Pressed again it is let
   go. */
function choose(row, ask) {
  chosen = row === chosen ? null : row;
  if (chosen) chosen.getAttribute('data-law').split(' ').forEach(ask);
  [].forEach.call(first.querySelectorAll('[data-place]'), function (one) {
    one.hidden = chosen && one !== chosen;
    one.setAttribute('aria-pressed', one === chosen);
  });
}

/* What begins needs the program. */
function press(action, wait) {
  pressed.push(action);
  first.hidden = pressed.indexOf('start') >= 0;
  wait.hidden = !first.hidden;
}

/* What is chosen so far, as a session: see web/src/saved_session.rs. */
function session() {
  var goals = [].map.call(first.querySelectorAll('[data-goal]:checked'), function (box) {
    return box.getAttribute('data-goal');
  });
  return ['1', chosen ? chosen.getAttribute('data-place') : '', '', goals.join(','), ''].join('\n');
}

/* Hands on to the program, when it has drawn itself, what was typed, focused and pressed. */
export function handOn() {
  if (!first) return;
  var field = document.getElementById('place');
  var typed = first.querySelector('#place').value;
  if (field && typed) {
    field.value = typed;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  var held = focused && document.getElementById(focused);
  if (held) held.focus();
  pressed.forEach(function (action) {
    var button = document.querySelector('[data-action=' + action + ']');
    if (button) button.click();
  });
}
