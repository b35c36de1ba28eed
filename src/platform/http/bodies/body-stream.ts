import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { buffersPassed } from '../../passing-buffers.ts';
import type { Once } from '../idempotency/idempotency.ts';
import { isProblem, type Problem, ProblemError } from '../problem.ts';
import type { StreamedBody, StreamSpec } from '../route.ts';
import { acceptedType, tooLarge, truncated } from './body.ts';
import { type BodyShare, TOO_MANY_BODIES } from './body-budget.ts';

/**
 * The bytes of a request with back-pressure: what no one reads stays at the client. Ends in a {@link ProblemError} when there
 * are more than the limit, or fewer than announced. Until it is first read the request is left alone, as one that is refused.
 */
class Arriving extends Readable {
  readonly #req: IncomingMessage;
  readonly #limit: number;
  #length = 0;
  #begun = false;
  #whole = false;

  constructor(req: IncomingMessage, limit: number) {
    super();
    this.#req = req;
    this.#limit = limit;
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#length += chunk.length;
    buffersPassed(chunk.length);
    if (this.#length > this.#limit) this.destroy(new ProblemError(tooLarge(this.#limit)));
    else if (!this.push(chunk)) this.#req.pause();
  };

  readonly #onEnd = (): void => {
    this.#whole = true;
    this.push(null);
  };

  /** What had arrived and was not read is lost with the connection, so also a body that had arrived whole. */
  readonly #onLost = (): void => {
    if (!this.#whole) this.destroy(new ProblemError(truncated()));
  };

  override _read(): void {
    const req = this.#req;
    if (this.#begun) req.resume();
    else {
      this.#begun = true;
      req.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onLost).on('error', this.#onLost);
      // Its last events are over: the client left while the caller was being identified.
      if (req.destroyed) this.#onLost();
    }
  }

  /** What still comes is dropped: a connection that is closed while the client sends would lose the answer. */
  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#req.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onLost);
    this.#req.resume();
    callback(error);
  }
}

async function collect(bytes: Readable, share: BodyShare, each: (chunk: Buffer) => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    if (!share.take(chunk.length)) throw new ProblemError(TOO_MANY_BODIES);
    each(chunk);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Looks at the headers of a body that the handler will read, and hands it over unread. */
export function streamBody(
  req: IncomingMessage,
  spec: StreamSpec,
  once: Once,
  share: BodyShare,
): StreamedBody | Problem {
  if (Number(req.headers['content-length'] ?? 0) > spec.limitBytes) return tooLarge(spec.limitBytes);
  const contentType = acceptedType(req, Object.keys(spec.content));
  if (isProblem(contentType)) return contentType;
  const header = req.headers['content-type'] ?? '';
  const bytes = new Arriving(req, spec.limitBytes);
  return { contentType, header, bytes, once, collect: (each) => collect(bytes, share, each) };
}
