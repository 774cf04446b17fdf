// Whatever somebody hands over becomes a text that the engine reads (see src/answer_codec.rs), or is
// refused with a HuiceError. Everything that belongs to the caller (accessors, proxies) runs here,
// before the engine works, and whatever it throws is caught.

/** What was refused, where, and what to do about it. */
export class HuiceError extends Error {
  constructor(code, field, message) {
    super(field ? `${field}: ${message}` : message);
    this.name = 'HuiceError';
    this.code = code;
    this.field = field;
  }
}

/** Deeper, and longer, than any answer is. */
const DEEPEST = 6;
const MOST = 20000;

export const refuse = (code, field, message) => new HuiceError(code, field, message);

/** Runs what may be anybody's code; what it throws becomes a refusal. */
export function guard(code, field, work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof HuiceError) throw error;
    throw refuse(code, field, 'this value cannot be read');
  }
}

/** A text that is one. */
export function text(value, code, field) {
  if (typeof value !== 'string' || value.length > MOST) {
    throw refuse(code, field, 'expected a text');
  }
  return value;
}

/** The word of a value that has no parts; nothing for one that may have. */
function word(value) {
  if (value === null || value === undefined) return 'n';
  switch (typeof value) {
    case 'boolean':
      return value ? 't' : 'f';
    case 'string':
      return `=${value}`;
    case 'number':
      return isFinite(value) ? `#${value}` : undefined;
    case 'bigint':
      return `#${value}`;
    default:
      return undefined;
  }
}

/** Writes words one behind the other, as long as they are those of an answer. */
class Writer {
  constructor(field, code) {
    this.field = field;
    this.code = code;
    this.text = '';
  }

  refuse(why) {
    return refuse(this.code, this.field, why);
  }

  add(word) {
    if (word.indexOf('\0') >= 0) throw this.refuse('no answer holds a zero character');
    this.text += this.text === '' ? word : `\0${word}`;
    if (this.text.length >= MOST) throw this.refuse('this is too long for an answer');
  }

  value(value, depth) {
    if (depth > DEEPEST) throw this.refuse('this is too deep for an answer');
    const plain = word(value);
    if (plain !== undefined) this.add(plain);
    else if (typeof value === 'number') throw this.refuse('this is not a number');
    else if (typeof value !== 'object') throw this.refuse(`a ${typeof value} is no answer`);
    else if (Array.isArray(value)) this.list(value, depth);
    else this.record(value, depth);
  }

  list(items, depth) {
    const { length } = items;
    this.add(`[${length}`);
    for (let at = 0; at < length; at++) this.value(items[at], depth + 1);
  }

  record(parts, depth) {
    const names = Object.keys(parts);
    this.add(`{${names.length}`);
    for (const name of names) {
      this.add(`=${name}`);
      this.value(parts[name], depth + 1);
    }
  }
}

/** The text of an answer, or of another argument that is plain data. */
export function answer(value, field, code = 'answer') {
  const writer = new Writer(field, code);
  if (typeof value === 'object' && value !== null) guard(code, field, () => writer.value(value, 0));
  else writer.value(value, 0);
  return writer.text;
}

/** The names and values of an object of answers. */
export function entries(value, field) {
  if (value === undefined || value === null) return [];
  return guard('argument', field, () => {
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw refuse('argument', field, 'expected an object of answers by fact');
    }
    return Object.keys(value).map((name) => [name, value[name]]);
  });
}

/** Bytes, wherever they lie. */
export function bytes(value, field) {
  return guard('argument', field, () => {
    if (ArrayBuffer.isView(value)) {
      return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    }
    if (Object.prototype.toString.call(value) === '[object ArrayBuffer]') {
      // Throws for what only says so.
      return new Uint8Array(ArrayBuffer.prototype.slice.call(value, 0));
    }
    throw refuse('argument', field, 'expected bytes: a Uint8Array or an ArrayBuffer');
  });
}

/** A list of texts, as one; nothing for an empty list. */
export function list(value, field) {
  if (value === undefined || value === null) return undefined;
  return guard('argument', field, () => {
    if (!Array.isArray(value) || value.length > 100) {
      throw refuse('argument', field, 'expected a short list');
    }
    const texts = Array.prototype.map.call(value, (one) => text(one, 'argument', field));
    return texts.length > 0 ? texts.join('\0') : undefined;
  });
}

/** The parts of an argument that is an object. */
export function part(value, name) {
  if (value === undefined || value === null) return undefined;
  return guard('argument', name, () => {
    if (typeof value !== 'object') throw refuse('argument', name, 'expected an object');
    return value[name];
  });
}

/** A day; nothing where none is given: the engine knows which day it is in China. */
export function day(value) {
  if (value === undefined || value === null) return undefined;
  return text(value, 'date', 'as_of');
}

/** A whole number that is not below zero. */
export function count(value, field, otherwise) {
  if (value === undefined || value === null) return otherwise;
  if (!Number.isInteger(value) || value < 0 || value > 65535) {
    throw refuse('argument', field, 'expected a whole number');
  }
  return value;
}
