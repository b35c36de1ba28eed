import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';

export type ScanVerdict = { scan: 'clean' } | { scan: 'infected'; signature: string } | { scan: 'not_scanned' };

/** clamd is unreachable, or answered that it could not scan. The files wait and are scanned later. */
export class ScannerUnavailable extends Error {
  override readonly name = 'ScannerUnavailable';

  constructor(cause: unknown) {
    super('the virus scanner does not answer', { cause });
  }
}

/** Milliseconds without a byte in either direction. A large archive is unpacked and scanned in silence. */
const SILENCE_MS = 60_000;
const MAX_ANSWER_BYTES = 4_096;

/** Puts its length before each chunk. A length of zero ends the stream. */
async function* framed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const chunk of chunks) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    yield length;
    yield chunk;
  }
  yield Buffer.alloc(4);
}

async function answerOf(socket: Socket): Promise<string> {
  let answer = '';
  for await (const chunk of socket) {
    answer += (chunk as Buffer).toString('latin1');
    if (answer.includes('\0') || answer.length > MAX_ANSWER_BYTES) break;
  }
  return answer.split('\0')[0] ?? '';
}

/**
 * Scans a file with clamd. A file is clean only if clamd read it to the end.
 * @param address `host:port`
 * @throws ScannerUnavailable
 */
export async function scanFile(address: string, path: string, signal: AbortSignal): Promise<ScanVerdict> {
  const colon = address.lastIndexOf(':');
  const socket = connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)), signal });
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('silence')));
  try {
    const answered = answerOf(socket);
    // It may answer and close before it has taken all of the file, for one when the file is too large.
    const sent = pipeline(framed(createReadStream(path)), socket, { end: false });
    const [answer, sending] = await Promise.allSettled([answered, sent]);
    if (answer.status === 'rejected') throw answer.reason;
    const text = answer.value;
    const [, signature] = /^stream: (.+) FOUND$/.exec(text) ?? [];
    if (signature !== undefined) return { scan: 'infected', signature };
    if (/size limit exceeded/i.test(text)) return { scan: 'not_scanned' };
    if (text === 'stream: OK' && sending.status === 'fulfilled') return { scan: 'clean' };
    throw new Error(text === '' ? 'no answer' : text);
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ScannerUnavailable(error);
  } finally {
    socket.destroy();
  }
}
