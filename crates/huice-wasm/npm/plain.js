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

/** The text of an answer, or of another argument that is plain data. */
export function answer(value, field, code = 'answer') {
  const words = [];
  let length = 0;
  const add = (word) => {
    if (word.indexOf('\0') >= 0) throw refuse(code, field, 'no answer holds a zero character');
    length += word.length + 1;
    if (length > MOST) throw refuse(code, field, 'this is too long for an answer');
    words.push(word);
  };
  const walk = (value, depth) => {
    if (depth > DEEPEST) throw refuse(code, field, 'this is too deep for an answer');
    if (value === null || value === undefined) return add('n');
    switch (typeof value) {
      case 'boolean':
        return add(value ? 't' : 'f');
      case 'string':
        return add(`=${value}`);
      case 'number':
        if (!isFinite(value)) throw refuse(code, field, 'this is not a number');
        return add(`#${value}`);
      case 'bigint':
        return add(`#${value}`);
      case 'object':
        break;
      default:
        throw refuse(code, field, `a ${typeof value} is no answer`);
    }
    if (Array.isArray(value)) {
      const items = value.length;
      add(`[${items}`);
      for (let at = 0; at < items; at++) walk(value[at], depth + 1);
      return undefined;
    }
    const names = Object.keys(value);
    add(`{${names.length}`);
    for (const name of names) {
      add(`=${name}`);
      walk(value[name], depth + 1);
    }
    return undefined;
  };
  guard(code, field, () => walk(value, 0));
  return words.join('\0');
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
