import { createReadStream } from 'node:fs';

/** Characters that the decision about markup needs. */
const START_CHARACTERS = 200;
/** Controls that texts do not have: NUL tells programs, images and UTF-16 without a mark apart from them. */
const BINARY = /[^\P{Cc}\s\u0080-\u009f]/u;

function encodingOf(first: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** Reads all of a file as text in one encoding. @returns its start, or null when it is none */
async function readAs(path: string, encoding: string, fatal: boolean): Promise<string | null> {
  const decoder = new TextDecoder(encoding, { fatal });
  let start = '';
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      if (BINARY.test(text)) return null;
      if (start.length < START_CHARACTERS) start += text.slice(0, START_CHARACTERS);
    }
    decoder.decode();
  } catch (error) {
    // All else is the disk's.
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return null;
    throw error;
  }
  return start;
}

/**
 * Whether a file is text as a whole: UTF-8, UTF-16 with its mark, or else a Western single-byte text.
 * @param first its first bytes
 * @returns how it begins, or null when it is no text
 */
export async function startOfText(path: string, first: Buffer): Promise<string | null> {
  const encoding = encodingOf(first);
  const start = await readAs(path, encoding, true);
  return start ?? (encoding === 'utf-8' ? await readAs(path, 'windows-1252', false) : null);
}
