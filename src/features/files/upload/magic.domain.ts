import type { Refusal, UploadType } from '../files.contract.ts';

/** The verdict of the first bytes of a file. `zip` and `text` need a closer look. */
export type Magic = { type: UploadType } | { look: 'zip' | 'text' } | { refused: Refusal };

/** Bytes that the decision needs. */
export const MAGIC_BYTES = 64;

/** Brands of the ISO base media format. AVIF can be decoded here, its sibling with HEVC cannot. */
const AVIF_BRANDS = new Set(['avif', 'avis']);
const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

const startsWith = (head: Uint8Array, bytes: readonly number[], at = 0) =>
  bytes.every((byte, i) => head[at + i] === byte);
const ascii = (head: Uint8Array, from: number, to: number) => String.fromCharCode(...head.subarray(from, to));

function brandsOf(head: Uint8Array): string[] {
  const brands: string[] = [];
  for (let at = 8; at + 4 <= head.length; at += 4) if (at !== 12) brands.push(ascii(head, at, at + 4));
  return brands;
}

/** @param head the first {@link MAGIC_BYTES} of the file, or all of a shorter one */
export function magicOf(head: Uint8Array): Magic {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return { type: 'image/jpeg' };
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return { type: 'image/png' };
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return { type: 'image/webp' };
  if (ascii(head, 0, 6) === 'GIF87a' || ascii(head, 0, 6) === 'GIF89a') return { type: 'image/gif' };
  if (ascii(head, 0, 5) === '%PDF-') return { type: 'application/pdf' };
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return { look: 'zip' };
  if (ascii(head, 4, 8) === 'ftyp') {
    const brands = brandsOf(head);
    if (brands.some((brand) => AVIF_BRANDS.has(brand))) return { type: 'image/avif' };
    return { refused: brands.some((brand) => HEIC_BRANDS.has(brand)) ? 'heic_unsupported' : 'unsupported_type' };
  }
  // A compound file: encrypted by Office, or written before 2007.
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return { refused: 'unsupported_type' };
  return { look: 'text' };
}

/** Start of markup that a browser might run. It is text, but no accepted type. */
const MARKUP = /^\s*<(?:!doctype|html|svg|script|head|body|iframe|object|embed|\?xml)/i;

/** Text types by extension, since content cannot tell them apart. */
const TEXT_TYPES: Readonly<Record<string, UploadType>> = {
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/markdown',
  markdown: 'text/markdown',
  csv: 'text/csv',
  tsv: 'text/csv',
  json: 'application/json',
};

/**
 * The type of a text.
 * @param start of the text, decoded
 */
export function textTypeOf(start: string, extension: string): UploadType | null {
  return MARKUP.test(start) ? null : (TEXT_TYPES[extension] ?? null);
}
