/** Bytes of UTF-8 that file systems allow. */
const MAX_BYTES = 255;
/** Controls, marks that change the reading direction, and invisible characters, which can forge a name. */
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u061C]/gu;

function lastSegment(name: string): string {
  return name.split(/[/\\]/).at(-1) ?? '';
}

/** Cuts to the limit at a character, and keeps a short extension. */
function cut(name: string): string {
  if (new TextEncoder().encode(name).length <= MAX_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : '';
  let stem = '';
  let left = MAX_BYTES - new TextEncoder().encode(extension).length;
  for (const character of name.slice(0, name.length - extension.length)) {
    left -= new TextEncoder().encode(character).length;
    if (left < 0) break;
    stem += character;
  }
  return stem.trimEnd() + extension;
}

/**
 * A name that can be shown, stored and sent anywhere: the last segment of a path, in NFC, on one line, without controls and marks
 * of direction, 255 bytes at most.
 * @returns `file` when nothing is left
 */
export function cleanFileName(sent: string): string {
  const name = cut(lastSegment(sent).normalize('NFC').replace(UNSAFE, '').replace(/\s+/gu, ' ').trim());
  return /^\.*$/.test(name) ? 'file' : name;
}

/** In lower case, without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
