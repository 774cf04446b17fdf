/* The start screen and the first question while the program is on its way, the same as the program's
   own: a person on a slow line can begin. What is chosen and answered becomes the session that the
   program finds; what else is pressed or typed is handed on when it has drawn itself. Everything
   stands where the program has it, so that a finger that is on its way still hits what it was meant
   for. A program that is here at once is not preceded by it, and it comes only where nothing was kept
   and nothing else is asked for. */
import { answered, draw, follow, isDone, nameOf, take, ticked } from './question.js';

export var SOON = 400; // milliseconds after the visit began

var first, wait, offered, chosen, focused;
var question, asked; // the first question, and its name
var answers = ''; // lines of the session, once the question is answered
var keep; // keeps what is chosen and answered so far
var pressed = [];
var held = false;

/* Shows it in the place of the notice that the program is awaited. `huice` is what the program finds;
   `ask` has a file fetched that it will need. */
export function showFirst(app, huice, ask) {
  wait = document.getElementById('wait');
  var form = document.getElementById('first');
  if (!form) return;
  first = document.createElement('div');
  first.appendChild(form.content);
  // Today in China, which keeps UTC+8 wherever the device is.
  var day = new Date(Date.now() + 8 * 3600 * 1000);
  first.querySelector('[data-day]').textContent =
    day.getUTCFullYear() + '年' + (day.getUTCMonth() + 1) + '月' + day.getUTCDate() + '日';
  offered = first.querySelector('.field');
  keep = function () { huice.kept = session(); };
  app.onclick = function (event) {
    var hit = event.target.closest('button[data-place],[data-action],button[data-answer]');
    if (hit) {
      event.preventDefault();
      if (hit.hasAttribute('data-place')) choose(hit, ask, form.getAttribute('data-questions'));
      else if (hit.hasAttribute('data-answer')) leave(answered(question, hit.getAttribute('data-answer')));
      else press(hit.getAttribute('data-action'));
    }
    // A box ticks itself.
    keep();
    showReady();
  };
  ['mousedown', 'keydown', 'touchstart', 'mouseup', 'keyup', 'touchend', 'touchcancel'].forEach(function (name) {
    document.addEventListener(name, function () { held = /down|start/.test(name); });
  });
  first.addEventListener('focusin', function (event) { focused = event.target.id; });
  wait.parentNode.insertBefore(first, wait);
  show(first);
  keep();
}

/* Shows the start screen, the notice that the program is awaited, or the question. */
function show(part) {
  first.hidden = part !== first;
  wait.hidden = part !== wait;
  var main = document.getElementById('main');
  [].forEach.call(main.children, function (one) {
    one.hidden = (one === question) !== (part === question);
  });
  // Each screen has a heading of this name, and the page only one.
  main.querySelector('h1').id = part === question ? '' : 'h';
  var head = document.querySelector('header');
  var bar = head.querySelector('progress');
  if (bar) head.removeChild(bar);
  if (part === question) head.appendChild(draw('progress'));
}

/* A place is chosen: it stands in the place of those that were offered. Its law is fetched, and
   before it the first questions. */
function choose(row, ask, questions) {
  var code = row.getAttribute('data-place');
  ask(questions).then(function (bytes) {
    take(bytes);
    // Who has begun already waits for them, or sees what the program has drawn.
    if (document.body.contains(first) && pressed.indexOf('start') >= 0 && !question) begin();
  }, function () { /* The program asks. */ });
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

/* What is pressed needs the program, but for what belongs to the question. Nothing moves before it is
   here: who presses again means the same. */
function press(action) {
  if (action === 'change-place') release();
  else if (action === 'back') leaveQuestion();
  else if (action === 'continue') {
    if (isDone(question)) leave(ticked(question, true));
  } else {
    if (pressed.indexOf(action) < 0) pressed.push(action);
    if (action === 'start') begin();
  }
}

/* Behind 开始 comes the question that fits, where it is known. In 长辈版 lists are asked one by one:
   that is left to the program. */
function begin() {
  var boxes = [].slice.call(first.querySelectorAll('[data-goal]'));
  var all = boxes.pop(); // 都想看看 comes last.
  var wanted = boxes.reduce(function (sum, box, at) {
    return box.checked || all.checked ? sum + Math.pow(2, at) : sum;
  }, 0);
  var elder = document.documentElement.getAttribute('data-size') === 'elder';
  var name = chosen && !elder ? nameOf(chosen.getAttribute('data-place'), wanted) : '';
  // Who went back and comes again finds what was ticked.
  if (name !== asked) {
    asked = name;
    if (question) question.parentNode.removeChild(question);
    question = draw(name);
    if (question) {
      document.getElementById('main').appendChild(question);
      follow(question, keep);
    }
  }
  if (!question) return show(wait);
  show(question);
  window.scrollTo(0, 0);
  question.querySelector('#h').focus();
}

/* Back to the start, which is not begun any more. */
function leaveQuestion() {
  pressed.splice(pressed.indexOf('start'), 1);
  show(first);
}

/* The question is answered by these lines of the session; what comes next is the program's. */
function leave(lines) {
  answers = lines;
  show(wait);
}

function goals() {
  return first.querySelectorAll('[data-goal]:checked');
}

/* The way on looks resting while something is missing. */
function showReady() {
  var button = first.querySelector('[data-action=start]');
  var ready = chosen && goals().length > 0;
  button.setAttribute('aria-disabled', !ready);
  button.querySelector('small').hidden = ready;
}

/* What is chosen and answered so far, as a session: see web/src/saved_session.rs. */
function session() {
  var named = [].map.call(goals(), function (box) { return box.getAttribute('data-goal'); });
  var place = chosen ? chosen.getAttribute('data-place') : '';
  var lines = answers || (question ? ticked(question, false) : '');
  return ['1', place, '', named.join(','), lines].join('\n');
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
