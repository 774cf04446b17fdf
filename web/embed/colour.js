/* One colour of a host's choice, made readable: the four tokens of huice.css that follow it, in each
   theme. Shared by the frame, which shows them, and the builder, which tells about them. */

/** The contrast that text needs at least (WCAG 2.2 AA). */
export var WORST = 4.5;

/** A colour's three channels, from six hex digits. */
export function channels(hex) {
  return [0, 2, 4].map(function (at) { return parseInt(hex.substr(at, 2), 16); });
}

/** A colour as `#rrggbb`. */
export function hex(rgb) {
  return '#' + rgb.map(function (n) { return (256 + Math.round(n)).toString(16).slice(1); }).join('');
}

function light(rgb) {
  var linear = rgb.map(function (n) {
    var part = Math.round(n) / 255;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

/** The contrast of two colours, 1 to 21. */
export function contrast(one, other) {
  var a = light(one) + 0.05;
  var b = light(other) + 0.05;
  return a > b ? a / b : b / a;
}

function mix(from, to, part) {
  return from.map(function (n, at) { return Math.round(n + (to[at] - n) * part); });
}

/* The nearest colour on the way to `end` that can be read on all grounds. */
function moved(rgb, end, grounds) {
  for (var step = 0; step <= 100; step++) {
    var tried = mix(rgb, end, step / 100);
    if (grounds.every(function (ground) { return contrast(tried, ground) >= WORST; })) return tried;
  }
  return end;
}

var WHITE = [255, 255, 255];
var BLACK = [0, 0, 0];

/** The themes: where a colour moves to, and the grounds of huice.css on which the accent stands as
    text (bg, surface, sunk). */
export var THEMES = {
  light: { end: BLACK, grounds: ['f2f4f6', 'ffffff', 'f6f8fa'], name: '浅色' },
  dark: { end: WHITE, grounds: ['0e1317', '192026', '141a1f'], name: '深色' }
};

/** The tokens of an accent in a theme; `moved` is the colour that is shown, where it is not the one
    that was wanted. */
export function tokens(accent, theme) {
  var grounds = theme.grounds.map(channels);
  var wanted = channels(accent);
  var bright = theme.end === WHITE;
  var soft = mix(grounds[1], wanted, 0.1);
  // Pressed answers show the accent on its own soft ground.
  var shown = moved(wanted, theme.end, grounds.concat([soft]));
  var on = moved(bright ? mix(shown, BLACK, 0.82) : WHITE, bright ? BLACK : WHITE, [shown]);
  return {
    moved: hex(shown) !== hex(wanted) && hex(shown),
    accent: hex(shown),
    on: hex(on),
    soft: hex(soft),
    ink: hex(moved(shown, theme.end, [soft].concat(grounds)))
  };
}
