import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { parseJson } from '../json-text.ts';
import { invalidRequest, isProblem, type Problem, problem } from '../problem.ts';
import { type BodyShare, TOO_MANY_BODIES } from './body-budget.ts';

const JSON_TYPE = ['application/json'] as const;
const MEDIA_TYPE = /^[\w.+/-]+$/;
/** The one charset there is. */
const CHARSET = /^charset="?utf-8"?$/i;
/** CSV may say that it has a header (RFC 4180). */
const HEADER = /^header="?present"?$/i;

/** A media type without parameters that change what it means; undefined for others. */
function plainType(header: string): string | undefined {
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim());
  const known = parameters.every(
    (parameter) => CHARSET.test(parameter) || (type === 'text/csv' && HEADER.test(parameter)),
  );
  return known && MEDIA_TYPE.test(type) ? type : undefined;
}

const FORM_DATA = 'multipart/form-data';
/** The one type that needs a parameter: what separates its parts. */
const MULTIPART = /^(multipart\/form-data)\s*;.*\bboundary=/i;

/** A body as it came: `raw` for the fingerprint, `value` parsed; both are absent when nothing was sent. */
export interface RequestBody {
  raw: Buffer | null;
  value: unknown;
}

export const NO_BODY: RequestBody = { raw: null, value: undefined };

export function tooLarge(limit: number): Problem {
  return problem(413, 'body_too_large', `The body is larger than ${limit} bytes.`);
}

export function truncated(): Problem {
  return problem(400, 'truncated_body', 'The connection ended before the whole body had arrived.');
}

/**
 * Collects at most `limit` bytes. What comes beyond is not kept; the server reads and drops it after the answer, within the
 * request's time-out, because a connection that is closed while the client still sends loses the answer.
 * @param share what the bytes are taken from, until the request is answered
 */
export function collectBody(req: IncomingMessage, limit: number, share: BodyShare): Promise<Buffer | Problem> {
  return new Promise((resolve) => {
    // Its last events are over: the client left while the caller was being identified.
    if (req.destroyed) return resolve(truncated());
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (result: Buffer | Problem) => {
      req.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
      resolve(result);
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) finish(tooLarge(limit));
      else if (share.take(chunk.length)) chunks.push(chunk);
      else finish(TOO_MANY_BODIES);
    };
    const onEnd = () => finish(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length));
    const onClose = () => finish(truncated());
    req.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
    return undefined;
  });
}

export function compressed(req: IncomingMessage): Problem | null {
  const encoding = req.headers['content-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return null;
  return problem(415, 'unsupported_media_type', 'The body must not be compressed.');
}

export function unsupportedType(accepted: readonly string[]): Problem {
  return problem(
    415,
    'unsupported_media_type',
    `The body must be ${accepted.join(' or ')}${accepted.includes(FORM_DATA) ? ' with a boundary' : ' in UTF-8'}.`,
    {
      headers: { Accept: accepted.join(', ') },
    },
  );
}

/** The media type of a body, or why it is refused: compressed, in another charset, or not of an `accepted` type. */
export function acceptedType(req: IncomingMessage, accepted: readonly string[]): string | Problem {
  const header = req.headers['content-type'] ?? '';
  const type = (plainType(header) ?? MULTIPART.exec(header)?.[1])?.toLowerCase();
  return compressed(req) ?? (type !== undefined && accepted.includes(type) ? type : unsupportedType(accepted));
}

/** Tells from the headers alone whether a body follows. */
export function announcesBody(req: IncomingMessage): boolean {
  if (req.headers['transfer-encoding'] !== undefined) return true;
  const length = req.headers['content-length'];
  return length !== undefined && length !== '0';
}

const UNEXPECTED = invalidRequest([{ field: 'body', code: 'unexpected_body', message: 'This request takes no body' }]);
/** `{}` with blanks around it, which some clients send with every POST. */
const EMPTY_OBJECT_BYTES = 64;

/** Of a route that takes no body: only an empty object passes, and nothing longer is read. */
export async function refuseBody(req: IncomingMessage, share: BodyShare): Promise<RequestBody | Problem> {
  if (req.method === 'GET' || req.method === 'HEAD') return UNEXPECTED;
  if (Number(req.headers['content-length'] ?? 0) > EMPTY_OBJECT_BYTES) return UNEXPECTED;
  const raw = await collectBody(req, EMPTY_OBJECT_BYTES, share);
  if (isProblem(raw)) return raw.code === 'body_too_large' ? UNEXPECTED : raw;
  return /^\s*(\{\s*\})?\s*$/.test(raw.toString('latin1')) ? NO_BODY : UNEXPECTED;
}

/**
 * Takes a body whole and looks at nothing of it.
 * @param limit bytes
 */
export async function dropBody(req: IncomingMessage, limit: number, share: BodyShare): Promise<RequestBody | Problem> {
  if (Number(req.headers['content-length'] ?? 0) > limit) return tooLarge(limit);
  const raw = await collectBody(req, limit, share);
  return isProblem(raw) ? raw : NO_BODY;
}

/**
 * Reads a JSON body: bounded, UTF-8, one value, nothing else. The time it may take is the server's `requestTimeout`.
 * @param limit bytes
 */
export async function readJsonBody(
  req: IncomingMessage,
  limit: number,
  share: BodyShare,
): Promise<RequestBody | Problem> {
  if (Number(req.headers['content-length'] ?? 0) > limit) return tooLarge(limit);
  const type = acceptedType(req, JSON_TYPE);
  if (isProblem(type)) return type;
  const raw = await collectBody(req, limit, share);
  if (isProblem(raw)) return raw;
  if (raw.length === 0) return NO_BODY;
  if (!isUtf8(raw)) return problem(400, 'malformed_json', 'The body is not valid UTF-8.');
  const parsed = parseJson(raw.toString('utf8').replace(/^\ufeff/, ''));
  return parsed.ok ? { raw, value: parsed.value } : problem(400, 'malformed_json', parsed.message);
}
