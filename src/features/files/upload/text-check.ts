import { createReadStream } from 'node:fs';

/** Characters that the decision about markup needs. */
const START_CHARACTERS = 200;
/** Controls that do not occur in texts. NUL gives away programs, images and UTF-16 without a mark. */
const BINARY = /[^\P{Cc}\s\u0080-\u009f]/u;

function encodingOf(first: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/**
 * Reads all of a file as text in one encoding.
 * @returns its start, or null when it is not text in that encoding
 */
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
    // Every other error is one of the disk.
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return null;
    throw error;
  }
  return start;
}

/**
 * Checks that a whole file is text: UTF-8, UTF-16 with its mark, or else a Western single-byte text.
 * @param first its first bytes
 * @returns the start of the text, or null when the file is not text
 */
export async function startOfText(path: string, first: Buffer): Promise<string | null> {
  const encoding = encodingOf(first);
  const start = await readAs(path, encoding, true);
  return start ?? (encoding === 'utf-8' ? await readAs(path, 'windows-1252', false) : null);
}
