/* The start screen and the first question while the program is on its way, the same as the program's
   own: a person on a slow line can begin. What is chosen and answered becomes the session that the
   program finds; what else is pressed or typed is handed on when it has drawn itself. A program that
   is here at once is not preceded by it, and it comes only where nothing was kept and nothing else is
   asked for. */
import { answered, draw, follow, isDone, nameOf, take, ticked } from './question.js';

export var SOON = 400; // milliseconds after the visit began

var first, wait, chosen, focused, question, asked, keep;
var answers = ''; // lines of the session, once the question is answered
var pressed = [];

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
  keep = function () { huice.kept = session(); };
  app.onclick = function (event) {
    var hit = event.target.closest('[data-place],[data-action],button[data-answer]');
    if (hit) {
      event.preventDefault();
      if (hit.hasAttribute('data-place')) choose(hit, ask, form.getAttribute('data-questions'));
      else if (hit.hasAttribute('data-answer')) leave(answered(question, hit.getAttribute('data-answer')));
      else press(hit.getAttribute('data-action'));
    }
    // A box ticks itself.
    keep();
  };
  first.addEventListener('focusin', function (event) { focused = event.target.id; });
  wait.parentNode.insertBefore(first, wait);
  show(first);
  keep();
}

/* Shows the start screen, the notice that the program is awaited, or the question. */
function show(part) {
  first.hidden = part !== first;
  wait.hidden = part !== wait;
  [].forEach.call(document.getElementById('main').children, function (one) {
    one.hidden = (one === question) !== (part === question);
  });
}

/* One place is chosen: it stands alone with a tick, and its law is fetched, and before it the first
   questions. Pressed again it is let go. */
function choose(row, ask, questions) {
  chosen = row === chosen ? null : row;
  if (chosen) {
    ask(questions).then(function (bytes) {
      take(bytes);
      // Who has begun already waits for them, or sees what the program has drawn.
      if (document.body.contains(first) && pressed.indexOf('start') >= 0 && !question) begin();
    }, function () { /* The program asks. */ });
    chosen.getAttribute('data-law').split(' ').forEach(ask);
  }
  [].forEach.call(first.querySelectorAll('[data-place]'), function (one) {
    one.hidden = chosen && one !== chosen;
    one.setAttribute('aria-pressed', one === chosen);
  });
}

/* What is pressed needs the program, but for what belongs to the question. */
function press(action) {
  if (action === 'continue') {
    if (isDone(question)) leave(ticked(question, true));
  } else if (action === 'back') {
    pressed.splice(pressed.indexOf('start'), 1);
    show(first);
  } else {
    pressed.push(action);
    if (action === 'start') begin();
  }
}

/* Behind 开始 comes the question that fits, where it is known. In 长辈版 lists are asked one by one:
   that is left to the program. */
function begin() {
  var boxes = [].slice.call(first.querySelectorAll('[data-goal]'));
  var all = boxes.pop(); // 都想看看 comes last.
  var goals = boxes.reduce(function (sum, box, at) {
    return box.checked || all.checked ? sum + Math.pow(2, at) : sum;
  }, 0);
  var elder = document.documentElement.getAttribute('data-size') === 'elder';
  var name = chosen && !elder ? nameOf(chosen.getAttribute('data-place'), goals) : '';
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

/* The question is answered by these lines of the session; what comes next is the program's. */
function leave(lines) {
  answers = lines;
  show(wait);
}

/* What is chosen and answered so far, as a session: see web/src/saved_session.rs. */
function session() {
  var goals = [].map.call(first.querySelectorAll('[data-goal]:checked'), function (box) {
    return box.getAttribute('data-goal');
  });
  var place = chosen ? chosen.getAttribute('data-place') : '';
  var begun = question ? ticked(question, false) : '';
  return ['1', place, '', goals.join(','), answers || begun].join('\n');
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
