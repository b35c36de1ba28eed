/** One bad field of a request. `field` is a path such as `body.items[2].email`, `query.limit` or `header.Idempotency-Key`. */
export interface FieldError {
  field: string;
  code: string;
  message: string;
}

/**
 * An error that the caller can cause, as a value: services return it, the platform turns it into an RFC 9457 document.
 * `code` is stable snake_case that clients may switch on; `detail` is a sentence for people and holds no secrets.
 */
export interface Problem {
  readonly problem: true;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the document (RFC 9457, 3.2): what became of the parts of a request, for example. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** What the log and the counters call it, where the answer must not: a forged link is not told from an unknown one. */
  readonly trace?: string;
}

interface ProblemExtra {
  errors?: readonly FieldError[];
  headers?: Readonly<Record<string, string>>;
  members?: Readonly<Record<string, unknown>>;
}

/** Makes a Problem. @param status an HTTP status from 400 to 599 */
export function problem(status: number, code: string, detail: string, extra: ProblemExtra = {}): Problem {
  return { problem: true, status, code, detail, ...extra };
}

/** A Problem on its way out of a stream or a transaction: thrown, it ends both, and is what the request is answered with. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.detail);
    this.problem = found;
  }
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'problem' in value && value.problem === true;
}

/** The one answer to "no such thing" and to "not yours": what exists is not told apart from what is forbidden. */
export function notFound(what = 'The resource'): Problem {
  return problem(404, 'not_found', `${what} does not exist, or you may not see it.`);
}

/** Bad fields that one answer names at most. */
export const MAX_ERRORS = 50;
/** Of which the sentence for people names so many. */
const NAMED_ERRORS = 10;

/** A 400 `invalid_request` that names the bad fields, up to {@link MAX_ERRORS}. */
export function invalidRequest(errors: readonly FieldError[]): Problem {
  const named = errors.slice(0, NAMED_ERRORS).map((error) => error.field);
  const fields = `${named.join(', ')}${errors.length > NAMED_ERRORS ? ' and others' : ''}`;
  return problem(400, 'invalid_request', `The request is not valid: ${fields}.`, {
    errors: errors.slice(0, MAX_ERRORS),
  });
}
