import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { type Em, row, run } from '../../db/sql.ts';
import { transact } from '../../db/transaction.ts';
import type { Answer } from '../answer.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Reply } from '../reply.ts';

/** Printable ASCII without spaces, quotes and backslashes, as UUIDs and order numbers are. */
const KEY_SYNTAX = /^[A-Za-z0-9._:/+=@-]{1,128}$/;
const KEPT = sql`interval '24 hours'`;

type Handle = (tx: Em) => Promise<Reply | Problem> | Reply | Problem;
/** Turns what a handler returned into what is sent. */
type Render = (result: Reply | Problem) => Answer;

export interface IdempotencyScope {
  /** From `principalKey`. */
  principal: string;
  /** Operation id of the route. */
  route: string;
  key: string;
  bodyHash: string;
}

/** An answer that was rendered, and stored where the request has a key: it is sent as it is. */
export class Answered {
  readonly answer: Answer;
  constructor(answer: Answer) {
    this.answer = answer;
  }
}

/** How the handler of a streamed body honours the `Idempotency-Key`, once it has read and knows what was asked. */
export interface Once {
  /**
   * The answer that was given to the same request, so that nothing needs to be done for it.
   * @param fingerprint of everything that was sent
   */
  find(em: Em, fingerprint: string): Promise<Answered | null>;
  /** Runs `handle` in one transaction, which a Problem rolls back; with a key once, no matter who repeats the request. */
  run(em: Em, fingerprint: string, handle: (tx: Em) => Promise<Reply | Problem>): Promise<Answered>;
}

/** Leaves a transaction with its answer. Thrown only to roll back, and caught here. */
class Rollback extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super('rolled back');
    this.answer = answer;
  }
}

/** @returns the key, null without the header, or a 400 */
export function readIdempotencyKey(header: string | undefined): string | null | Problem {
  if (header === undefined) return null;
  if (KEY_SYNTAX.test(header)) return header;
  return problem(400, 'invalid_request', 'The Idempotency-Key is not valid.', {
    errors: [
      {
        field: 'header.Idempotency-Key',
        code: 'invalid_format',
        message: 'Must be 1 to 128 letters, digits or characters of _ . : / + = @ -',
      },
    ],
  });
}

/**
 * Fingerprint of what was asked: target and body. Keyed, because a body may hold a password, of which a plain hash would allow
 * guessing by anyone who reads the table.
 */
export function hashRequest(secret: string, target: string, body: Buffer | null): string {
  const hmac = createHmac('sha256', secret).update(target).update('\n');
  return hmac.update(body ?? '').digest('base64url');
}

/** Runs a handler in one transaction. A Problem rolls it back and is answered; only surprises throw. */
export async function runInTransaction(em: Em, handle: Handle, render: Render): Promise<Answer> {
  try {
    return await transact(em, async (tx) => {
      const result = await handle(tx);
      const answer = render(result);
      if (isProblem(result) || answer.status >= 500) throw new Rollback(answer);
      return answer;
    });
  } catch (error) {
    if (error instanceof Rollback) return error.answer;
    throw error;
  }
}

interface StoredRow {
  body_hash: string;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}

/** Waits for a concurrent twin, whose uncommitted row holds the unique index. True when the key is ours to use. */
async function claim(tx: Em, scope: IdempotencyScope): Promise<boolean> {
  const claimed = await row(
    tx,
    sql`insert into idempotency_key as known (principal, route, key, body_hash)
        values (${scope.principal}, ${scope.route}, ${scope.key}, ${scope.bodyHash})
        on conflict (principal, route, key) do update
          set body_hash = excluded.body_hash, status = null, headers = null, body = null, created_at = now()
          where known.created_at < now() - ${KEPT}
        returning 1 as claimed`,
  );
  return claimed !== undefined;
}

async function findStored(em: Em, scope: IdempotencyScope): Promise<StoredRow | undefined> {
  return await row<StoredRow>(
    em,
    sql`select body_hash, status, headers, body from idempotency_key
        where principal = ${scope.principal} and route = ${scope.route} and key = ${scope.key}
          and created_at >= now() - ${KEPT}`,
  );
}

async function replay(tx: Em, scope: IdempotencyScope, render: Render): Promise<Answer> {
  return answerOf(await findStored(tx, scope), scope, render);
}

function answerOf(stored: StoredRow | undefined, scope: IdempotencyScope, render: Render): Answer {
  if (!stored || stored.status === null) throw new Error('An idempotency key committed without its answer');
  if (stored.body_hash !== scope.bodyHash) {
    const detail = 'This Idempotency-Key was used with another request. Use a new key for each new request.';
    return render(problem(409, 'idempotency_key_reused', detail));
  }
  const headers = { ...stored.headers, 'Idempotency-Replayed': 'true' };
  return { status: stored.status, headers, body: stored.body };
}

/**
 * Runs a handler once for a key. Its row, with the answer, commits in the handler's transaction, so the effect and the answer
 * exist together or not at all. A Problem rolls the handler back to a savepoint and is stored as the answer; a 5xx or a
 * throw rolls back everything, the key included.
 */
export class IdempotencyStore {
  readonly #running = new Map<string, Promise<unknown>>();

  async answer(em: Em, scope: IdempotencyScope, handle: Handle, render: Render): Promise<Answer> {
    const name = `${scope.route} ${scope.principal} ${scope.key}`;
    // A twin in this process waits here and not on a connection: twins could otherwise take the whole pool.
    while (this.#running.has(name)) await this.#running.get(name);
    const work = this.#once(em, scope, handle, render);
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#running.set(name, settled);
    try {
      return await work;
    } finally {
      this.#running.delete(name);
    }
  }

  /** The stored answer of a key, without waiting for a twin that is under way. */
  async find(em: Em, scope: IdempotencyScope, render: Render): Promise<Answer | null> {
    const stored = await findStored(em, scope);
    return stored === undefined ? null : answerOf(stored, scope, render);
  }

  async #once(em: Em, scope: IdempotencyScope, handle: Handle, render: Render): Promise<Answer> {
    try {
      return await transact(em, async (tx) => {
        if (!(await claim(tx, scope))) return await replay(tx, scope, render);
        const answer = await runInTransaction(tx, handle, render);
        if (answer.status >= 500) throw new Rollback(answer);
        if (typeof answer.body !== 'string' && answer.body !== null) {
          throw new Error(`${scope.route} is idempotent, so its answer must be JSON`);
        }
        await run(
          tx,
          sql`update idempotency_key
              set status = ${answer.status}, headers = ${JSON.stringify(answer.headers)}::jsonb, body = ${answer.body}
              where principal = ${scope.principal} and route = ${scope.route} and key = ${scope.key}`,
        );
        return answer;
      });
    } catch (error) {
      if (error instanceof Rollback) return error.answer;
      throw error;
    }
  }
}

/** Deletes keys that are older than 24 hours. Returns how many. */
export async function purgeIdempotencyKeys(em: Em): Promise<number> {
  return await run(em, sql`delete from idempotency_key where created_at < now() - ${KEPT}`);
}

/** Deletes at most `limit` answers that were kept for these principals. Returns how many. */
export async function eraseIdempotencyKeys(tx: Em, principals: readonly string[], limit: number): Promise<number> {
  return await run(
    tx,
    sql`delete from idempotency_key where (principal, route, key) in (
          select principal, route, key from idempotency_key where principal = any(${[...principals]}::text[])
          limit ${limit})`,
  );
}
