/* The first question while the program is on its way, as Yew drew it when the site was built: see
   web/src/prerender/questions.rs. What is answered becomes part of the session that the program
   finds; what is only begun is there as it was left. */

var drawn;

/* Takes the questions of all places, as bytes. */
export function take(bytes) {
  drawn = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'text/html');
}

/* The part that is drawn under this name, anew; nothing where there is none. */
function part(name, value) {
  var found = drawn && drawn.querySelector('[data-' + name + '="' + value + '"]');
  return found && document.importNode(found.firstElementChild, true);
}

/* The name of the first question of a place, for goals of which each is a bit. */
export function nameOf(place, goals) {
  var of = drawn && drawn.querySelector('[data-of="' + place + '"]');
  return of && of.getAttribute('data-screens').split(' ')[goals - 1];
}

/* A question by its name; nothing where only the program can ask it. */
export function draw(name) {
  return part('screen', name);
}

function rows(question) {
  return [].slice.call(question.querySelectorAll('[data-row]'));
}

function isTicked(row) {
  return row.querySelector('input').checked;
}

function isUnsure(row) {
  return row.querySelector('.dk').getAttribute('aria-pressed') === 'true';
}

/* A row has one of three answers: ticked, 不清楚, neither. */
function set(row, ticked, unsure) {
  row.querySelector('input').checked = ticked;
  row.querySelector('.dk').setAttribute('aria-pressed', unsure);
  row.className = ticked ? 'prow yes' : 'prow';
}

function none(question) {
  return question.querySelector('[name=none]');
}

/* Shows the way on that fits what is ticked. */
function showWay(question, way) {
  var button = question.querySelector('[data-action=continue]');
  button.parentNode.replaceChild(part('way', way), button);
  question.querySelector('#rows').className = way === 'early' ? 'box need' : 'box';
}

function way(question) {
  var chosen = rows(question).filter(function (row) { return isTicked(row) || isUnsure(row); });
  if (chosen.length) return chosen.length === rows(question).length ? 'all' : 'some';
  return none(question).checked ? 'none' : 'nothing';
}

/* Follows what is ticked in a list, and tells that something has changed. */
export function follow(question, changed) {
  function took(row, ticked, unsure) {
    set(row, ticked, unsure);
    none(question).checked = false;
    showWay(question, way(question));
    changed();
  }
  question.addEventListener('change', function (event) {
    var row = event.target.closest('[data-row]');
    if (row) return took(row, event.target.checked, false);
    rows(question).forEach(function (row) { set(row, false, false); });
    showWay(question, way(question));
    changed();
  });
  question.addEventListener('click', function (event) {
    var doubt = event.target.closest('.dk');
    var row = doubt && doubt.closest('[data-row]');
    if (row) took(row, false, !isUnsure(row));
  });
}

/* Whether a list may be left; if not, it says what is missing. */
export function isDone(question) {
  var done = way(question) !== 'nothing';
  if (!done) {
    showWay(question, 'early');
    question.querySelector('#rows').focus();
  }
  return done;
}

/* The lines of a session (web/src/saved_session.rs) for one answer that was pressed. */
export function answered(question, answer) {
  return question.querySelector('[data-fact]').getAttribute('data-fact') + '=' +
    ({ yes: 'y', no: 'n', unsure: '?' }[answer] || answer) + '\n';
}

/* The lines for a list: its answers, or the form that is not done (web/src/unfinished.rs). None
   where nothing is ticked, nor for a question that one press answers. */
export function ticked(question, done) {
  if (!rows(question).length || way(question) === 'nothing') return '';
  var each = rows(question).map(function (row) {
    var sign = isTicked(row) ? 'y' : isUnsure(row) ? (done ? '?' : 'u') : (done ? 'n' : '');
    return row.getAttribute('data-row') + (done ? '=' : '!') + sign;
  });
  if (done) return each.join('\n') + '\n';
  var fact = question.querySelector('[data-fact]').getAttribute('data-fact');
  return '~' + fact + ':/-' + (none(question).checked ? 'x' : '') + '/' + each.join(';') + '\n';
}
