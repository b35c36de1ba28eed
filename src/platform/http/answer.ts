import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { countBuffers } from '../passing-buffers.ts';
import { isProblem, type Problem } from './problem.ts';
import { PROBLEM_TYPE, problemText } from './problem-document.ts';
import type { Readers } from './readers.ts';
import type { RawBody, Reply } from './reply.ts';
import type { Route } from './route.ts';

const JSON_HEADERS: Readonly<Record<string, string>> = { 'Content-Type': 'application/json; charset=utf-8' };

/** What goes over the wire, before the headers that every answer has. */
export interface Answer<Body = RawBody | null> {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Body;
  /** Of a Problem. */
  code?: string;
}

/** Names and values in turn, as `writeHead` takes them: one pass over them instead of a `setHeader` for each. */
export type HeaderList = string[];

export function problemAnswer(found: Problem, requestId: string): Answer<string> {
  return {
    status: found.status,
    headers: { ...found.headers, 'Content-Type': PROBLEM_TYPE },
    body: problemText(found, requestId),
    code: found.trace ?? found.code,
  };
}

/** The list with what `headers` says; a header that is in the list already is replaced. */
function joined(list: HeaderList, headers: Answer['headers']): HeaderList {
  for (const name in headers) {
    const known = list.findIndex((entry, index) => index % 2 === 0 && entry.toLowerCase() === name.toLowerCase());
    if (known === -1) list.push(name, headers[name] as string);
    else list[known + 1] = headers[name] as string;
  }
  return list;
}

/** Null where there is no length to tell: of a stream, or of an answer that has no body at all. */
function lengthOf({ status, body }: Answer): number | null {
  if (typeof body === 'string') return Buffer.byteLength(body);
  if (Buffer.isBuffer(body)) return body.length;
  return body === null && status !== 204 && status !== 304 ? 0 : null;
}

/** Lets go of a body that no one will read: one of the storage holds a socket until it is read or destroyed. */
export function dropAnswer({ body }: Answer): void {
  if (body instanceof Readable) body.destroy();
}

/** A longer body is written piece by piece, so that its progress can be seen. */
const PIECE_BYTES = 65_536;

function* piecesOf(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += PIECE_BYTES) yield body.subarray(at, at + PIECE_BYTES);
}

/** Whether no byte of the answer waits in this process for its reader. */
const isTaken = (res: ServerResponse) => res.writableLength === 0;

export interface SendOptions {
  /** Gives up readers who make no progress. */
  readers: Readers;
  /** Is told when a streamed body or its client breaks off. */
  onLost(error: Error): void;
}

/**
 * Writes an answer past Koa's own response, which would set each header by itself.
 * @param list headers of every answer; it is used up
 */
export function send(
  req: IncomingMessage,
  res: ServerResponse,
  answer: Answer,
  list: HeaderList,
  { readers, onLost }: SendOptions,
): void {
  const { status, headers, body } = answer;
  if (headers === JSON_HEADERS) list.push('Content-Type', JSON_HEADERS['Content-Type'] as string);
  else joined(list, headers);
  const length = lengthOf(answer);
  if (length !== null && headers['Content-Length'] === undefined) list.push('Content-Length', String(length));
  res.writeHead(status, list);
  if (body === null || req.method === 'HEAD') {
    dropAnswer(answer);
    res.end();
    return;
  }
  if (!(body instanceof Readable) && (length ?? 0) <= PIECE_BYTES) {
    res.end(body);
    // The operating system has nearly always taken it all by now.
    if (!isTaken(res)) readers.watch(res);
  } else {
    readers.watch(res);
    const pieces = body instanceof Readable ? body : Readable.from(piecesOf(Buffer.from(body as string)));
    if (pieces === body) countBuffers(body);
    pipeline(pieces, res, (error) => error && onLost(error));
  }
}

/**
 * Compiles how a route's replies become answers.
 * @param checked compare every reply with the declared responses, in tests and development
 * @throws Error (from the returned function) when a reply is not what the route declares
 */
export function renderer(route: Route, checked: boolean): (result: Reply | Problem, requestId: string) => Answer {
  const specs = new Map(Object.entries(route.responses).map(([status, spec]) => [Number(status), spec]));
  const schemas = new Map(
    [...specs].flatMap(([status, spec]) => (checked && spec.body ? [[status, spec.body] as const] : [])),
  );
  const name = `${route.method.toUpperCase()} ${route.path}`;
  return (result, requestId) => {
    if (isProblem(result)) return problemAnswer(result, requestId);
    const spec = specs.get(result.status);
    if (!spec) throw new Error(`${name} does not declare the status ${result.status} that it answered`);
    if (spec.contentType !== undefined) {
      return {
        status: result.status,
        headers: { 'Content-Type': spec.contentType, ...result.headers },
        body: result.body as RawBody,
      };
    }
    if (result.body === undefined) return { status: result.status, headers: result.headers ?? {}, body: null };
    const body = JSON.stringify(result.body);
    const parsed = schemas.get(result.status)?.safeParse(JSON.parse(body));
    if (parsed && !parsed.success) {
      const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      throw new Error(`${name} answered ${result.status} with a body that its schema refuses: ${issues}`);
    }
    const headers = result.headers === undefined ? JSON_HEADERS : { ...result.headers, ...JSON_HEADERS };
    return { status: result.status, headers, body };
  };
}
