import { sql } from 'kysely';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';
import { eraseIdempotencyKeys } from '../../../platform/http/idempotency/idempotency.ts';
import { principalKeysOf } from '../../../platform/http/principal.ts';
import { eraseRateLimitBuckets } from '../../../platform/http/rate-limiter.ts';
import { attemptKey, KINDS_OF_ADDRESSES } from '../credentials/attempts.service.ts';
import { findFormerAddresses } from './former-addresses.reads.ts';

/** Deletes the rows of a table that belong to the person. @param key its primary key */
function deleting(name: string, table: string, key: string): EraseStep {
  const [from, id] = [sql.table(table), sql.ref(key)];
  return {
    name,
    erase: (tx, userId, limit) =>
      run(
        tx,
        sql`delete from ${from} where ${id} in (select ${id} from ${from} where user_id = ${userId} limit ${limit})`,
      ),
  };
}

async function principalsOf(tx: Em, userId: string): Promise<string[]> {
  const keys = await rows<{ id: string }>(tx, sql`select id from api_key where user_id = ${userId}`);
  return principalKeysOf(
    userId,
    keys.map(({ id }) => id),
  );
}

/** Before the keys are gone, whose ids these requests were remembered by. */
const requestSteps: readonly EraseStep[] = [
  {
    name: 'requests.answers',
    erase: async (tx, userId, limit) => await eraseIdempotencyKeys(tx, await principalsOf(tx, userId), limit),
  },
  {
    name: 'requests.limits',
    erase: async (tx, userId, limit) => await eraseRateLimitBuckets(tx, await principalsOf(tx, userId), limit),
  },
];

/** Refresh tokens first: each session has hundreds, and deleting it would take them all along in one page. */
const refreshTokenStep: EraseStep = {
  name: 'accounts.refresh_tokens',
  erase: (tx, userId, limit) =>
    run(
      tx,
      sql`delete from refresh_token where token_hash in (
            select t.token_hash from refresh_token t join user_session s on s.id = t.session_id
            where s.user_id = ${userId} limit ${limit})`,
    ),
};

/** Counters are found by the hash of an address. What was counted later is someone else's. */
const attemptStep: EraseStep = {
  name: 'accounts.attempts',
  erase: async (tx, userId) => {
    const { addresses, until } = await findFormerAddresses(tx, userId);
    const keys = addresses.flatMap((address) => KINDS_OF_ADDRESSES.map((kind) => attemptKey(kind, address)));
    // Those that also say from where begin with the same.
    return await run(
      tx,
      sql`delete from attempt_counter using unnest(${keys}::text[]) as known (start)
          where starts_with(key, known.start) and updated_at <= ${until}`,
    );
  },
};

/** Receipts of others that an admin had asked for. */
const receiptStep: EraseStep = {
  name: 'accounts.receipts',
  erase: (tx, userId, limit) =>
    run(
      tx,
      sql`update account_deletion set requested_by = null where id in (
            select id from account_deletion where requested_by = ${userId} and user_id <> ${userId} limit ${limit})`,
    ),
};

/** What an account has besides its row, which is anonymised when the deletion is asked for. */
export const accountEraseSteps: readonly EraseStep[] = [
  ...requestSteps,
  refreshTokenStep,
  deleting('accounts.sessions', 'user_session', 'id'),
  deleting('accounts.api_keys', 'api_key', 'id'),
  deleting('accounts.tokens', 'account_token', 'token_hash'),
  deleting('accounts.preferences', 'user_preferences', 'user_id'),
  attemptStep,
  receiptStep,
];
