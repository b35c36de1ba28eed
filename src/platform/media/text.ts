import { readFile } from 'node:fs/promises';
import type { MediaReport } from './media.contract.ts';

/** Characters of a document that are shown of it. */
const EXCERPT_CHARACTERS = 500;

export interface DecodedText {
  text: string;
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** True when no mark and no rule of the bytes says so. */
  guessed: boolean;
}

/** Decodes by the mark, as UTF-8 where all of it is, else as Western: of that there is no proof, so it is said. */
export function decodeText(bytes: Buffer): DecodedText {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  if (marked !== null) return { text: new TextDecoder(marked).decode(bytes), encoding: marked, guessed: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', guessed: false };
  } catch {
    // Not UTF-8: the only thing that throws here.
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252', guessed: true };
  }
}

/** A text as one line for people, without what Postgres cannot hold. */
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
