import { readFile } from 'node:fs/promises';
import type { MediaReport } from './media.contract.ts';

/** Characters of a document in its excerpt. */
const EXCERPT_CHARACTERS = 500;

export interface DecodedText {
  text: string;
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** True when neither a mark nor the bytes prove the encoding. */
  guessed: boolean;
}

/**
 * Decodes by the mark, else as UTF-8 if all bytes are valid, else as Windows-1252. Nothing proves the last, so `guessed` says so.
 */
export function decodeText(bytes: Buffer): DecodedText {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  if (marked !== null) return { text: new TextDecoder(marked).decode(bytes), encoding: marked, guessed: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', guessed: false };
  } catch {
    // Invalid UTF-8 is the only thing that throws here.
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252', guessed: true };
  }
}

/** A text on one line for people, without characters that Postgres cannot store. */
export function excerptOf(text: string): string {
  const clean = text
    .slice(0, EXCERPT_CHARACTERS * 4)
    .replace(/[^\P{Cc}\s]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return Array.from(clean.toWellFormed()).slice(0, EXCERPT_CHARACTERS).join('');
}

export async function readText(path: string): Promise<MediaReport> {
  const { text, encoding, guessed } = decodeText(await readFile(path));
  const title = /^#\s+(.{1,200})$/m.exec(text)?.[1]?.trim() ?? null;
  const lines = text === '' ? 0 : text.split(/\r\n|\r|\n/).length;
  return { meta: { encoding, encodingGuessed: guessed, lines, title, excerpt: excerptOf(text) }, variants: [] };
}
