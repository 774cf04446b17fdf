/* The start screen while the program is on its way, the same as the program's own: a person on a
   slow line can begin. What is chosen becomes the session that the program finds; what else is
   pressed or typed is handed on when it has drawn itself. Everything stands where the program has it,
   so that a finger that is on its way still hits what it was meant for. A program that is here at
   once is not preceded by it, and it comes only where nothing was kept and nothing else is asked
   for. */

export var SOON = 400; // milliseconds after the visit began

var first, offered, chosen, focused;
var pressed = [];
var held = false;

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
  offered = first.querySelector('.field');
  app.onclick = function (event) {
    var hit = event.target.closest('button[data-place],[data-action]');
    if (hit) {
      event.preventDefault();
      if (hit.hasAttribute('data-place')) choose(hit, ask);
      else if (hit.getAttribute('data-action') === 'change-place') release();
      else press(hit.getAttribute('data-action'), wait);
    }
    // A box ticks itself.
    huice.kept = session();
    showReady();
  };
  ['mousedown', 'keydown', 'touchstart', 'mouseup', 'keyup', 'touchend', 'touchcancel'].forEach(function (name) {
    document.addEventListener(name, function () { held = /down|start/.test(name); });
  });
  first.addEventListener('focusin', function (event) { focused = event.target.id; });
  wait.hidden = true;
  wait.parentNode.insertBefore(first, wait);
  huice.kept = session();
}

/* A place is chosen: it stands in the place of those that were offered, and its law is fetched. */
function choose(row, ask) {
  var code = row.getAttribute('data-place');
  row.getAttribute('data-law').split(' ').forEach(ask);
  chosen = first.querySelector('[data-picked] [data-place="' + code + '"]');
  offered.parentNode.replaceChild(chosen.closest('.field'), offered);
}

/* The chosen place is let go. */
function release() {
  var field = chosen.closest('.field');
  field.parentNode.replaceChild(offered, field);
  first.querySelector('[data-picked]').appendChild(field);
  chosen = null;
  offered.querySelector('input').value = '';
  offered.querySelector('input').focus();
}

/* What begins needs the program. Nothing moves before it is here: who presses again means the same. */
function press(action, wait) {
  if (pressed.indexOf(action) < 0) pressed.push(action);
  first.hidden = pressed.indexOf('start') >= 0;
  wait.hidden = !first.hidden;
}

function ticked() {
  return first.querySelectorAll('[data-goal]:checked');
}

/* The way on looks resting while something is missing. */
function showReady() {
  var button = first.querySelector('[data-action=start]');
  var ready = chosen && ticked().length > 0;
  button.setAttribute('aria-disabled', !ready);
  button.querySelector('small').hidden = ready;
}

/* What is chosen so far, as a session: see web/src/saved_session.rs. */
function session() {
  var goals = [].map.call(ticked(), function (box) { return box.getAttribute('data-goal'); });
  return ['1', chosen ? chosen.getAttribute('data-place') : '', '', goals.join(','), ''].join('\n');
}

/* When no press is under way, or after a second: one that begins on this screen and ends on the
   program's would be nobody's. */
export function whenReleased() {
  return new Promise(function (resolve) {
    var left = 20;
    (function look() {
      left -= 1;
      if (held && left) setTimeout(look, 50);
      else resolve();
    }());
  });
}

/* Hands on to the program, which has just drawn itself, what was typed, focused and pressed. */
export function handOn(app) {
  if (!first) return;
  app.onclick = null;
  var field = document.getElementById('place');
  var typed = offered.querySelector('input').value;
  if (field && typed) {
    field.value = typed;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  var focus = focused && document.getElementById(focused);
  if (focus) focus.focus();
  pressed.forEach(function (action) {
    var button = document.querySelector('[data-action=' + action + ']');
    if (button) button.click();
  });
}
