import type { Readable } from 'node:stream';
import { isProblem, type Problem } from './problem.ts';

/** What a handler answers. `body` is JSON unless the route's response names another content type. */
export interface Reply<Status extends number = number, Body = unknown> {
  readonly status: Status;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Body of a response that is not JSON. */
export type RawBody = string | Buffer | Readable;

export function reply<Status extends number>(status: Status): Reply<Status, undefined>;
export function reply<Status extends number, const Body>(
  status: Status,
  body: Body,
  headers?: Readonly<Record<string, string>>,
): Reply<Status, Body>;
/** Makes an answer. @param body must fit the schema the route declares for `status` */
export function reply(status: number, body?: unknown, headers?: Readonly<Record<string, string>>): Reply {
  return headers === undefined ? { status, body } : { status, body, headers };
}

/** The Problem that a use case returned, or the answer that shows its result. */
export function toReply<Status extends number, Result>(
  status: Status,
  result: Result | Problem,
): Reply<Status, Result> | Problem;
export function toReply<Status extends number, Result, Body>(
  status: Status,
  result: Result | Problem,
  present: (result: Result) => Body,
  headersOf?: (result: Result) => Readonly<Record<string, string>>,
): Reply<Status, Body> | Problem;
export function toReply<Result>(
  status: number,
  result: Result | Problem,
  present: (result: Result) => unknown = (shown) => shown,
  headersOf?: (result: Result) => Readonly<Record<string, string>>,
): Reply | Problem {
  return isProblem(result) ? result : reply(status, present(result), headersOf?.(result));
}

/** The same where showing the result takes look-ups. @param presenter as that of a list, for one row */
export async function toShownReply<Status extends number, Result, Body>(
  status: Status,
  result: Result | Problem,
  presenter: (rows: readonly Result[]) => Promise<(row: Result) => Body>,
  headersOf?: (result: Result) => Readonly<Record<string, string>>,
): Promise<Reply<Status, Body> | Problem> {
  return isProblem(result) ? result : toReply(status, result, await presenter([result]), headersOf);
}
