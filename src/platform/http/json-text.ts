const MAX_DEPTH = 64;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

export type JsonResult = { ok: true; value: unknown } | { ok: false; message: string };

interface Shape {
  depth: number;
  /** A `\u` escape was seen: it may stand for NUL or half a character. */
  escapes: boolean;
}

function shapeOf(text: string): Shape {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  let escapes = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charCodeAt(index);
    if (inString) {
      if (char === QUOTE) inString = false;
      else if (char === BACKSLASH) {
        index += 1;
        escapes ||= text.charCodeAt(index) === 0x75;
      }
    } else if (char === QUOTE) inString = true;
    else if (char === OPEN_ARRAY || char === OPEN_OBJECT) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (char === CLOSE_ARRAY || char === CLOSE_OBJECT) depth -= 1;
  }
  return { depth: deepest, escapes };
}

/** True when the text can be stored by Postgres: no NUL, no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function holdsUnstorableText(value: unknown): boolean {
  if (typeof value === 'string') return !isStorableText(value);
  if (Array.isArray(value)) return value.some(holdsUnstorableText);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, field]) => !isStorableText(key) || holdsUnstorableText(field));
}

/** Parses JSON that nests at most 64 deep and whose texts Postgres can hold. The message does not repeat what was sent. */
export function parseJson(text: string): JsonResult {
  const shape = shapeOf(text);
  if (shape.depth > MAX_DEPTH) return { ok: false, message: `The JSON nests deeper than ${MAX_DEPTH} levels.` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, message: 'The body is not valid JSON.' };
  }
  if (shape.escapes && holdsUnstorableText(value)) {
    return { ok: false, message: 'A text in the body holds a NUL or half a surrogate pair.' };
  }
  return { ok: true, value };
}
