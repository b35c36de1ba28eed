import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { sha256 } from '../../../platform/secrets.ts';
import { type LockoutPolicy, lockoutTable } from './lockout.domain.ts';

/** Rows older than this are of no use to any policy. */
const STALE = sql`interval '2 days'`;
/** Each new row takes some stale ones away, so that the table shrinks as fast as it grows and no job is needed. */
const PRUNED_PER_INSERT = 20;

/** Key of a counter: what is aimed at, hashed, so that the table holds no addresses. */
export function attemptKey(kind: 'account' | 'address' | 'mail' | 'invitation', target: string): string {
  return `${kind}:${sha256(target).toString('hex')}`;
}

async function prune(em: Em): Promise<void> {
  await run(
    em,
    sql`delete from attempt_counter where key in (
          select key from attempt_counter where updated_at < now() - ${STALE} and (blocked_until is null or blocked_until < now())
          order by updated_at limit ${PRUNED_PER_INSERT} for update skip locked)`,
  );
}

interface Block {
  /** Until the next attempt may be made. */
  seconds: number;
  /** Set so short a time ago that the attempt which set it may still be under way, and lift it by succeeding. */
  young: boolean;
}

async function blockOf(em: Em, key: string): Promise<Block> {
  const found = await row<Block>(
    em,
    sql`select greatest(1, ceil(extract(epoch from blocked_until - now())))::int as seconds,
          updated_at > now() - interval '1 second' as young
        from attempt_counter where key = ${key} and blocked_until > now()`,
  );
  return found ?? { seconds: 1, young: true };
}

/** Counts an attempt in one statement, so that of any number at once at most as many get through as the policy frees. */
async function count(em: Em, key: string, policy: LockoutPolicy): Promise<boolean> {
  const waits = sql`${lockoutTable(policy)}::int[]`;
  const next = sql`case when c.updated_at < now() - make_interval(secs => ${policy.forgetAfterSeconds}) then 1 else c.attempts + 1 end`;
  const until = (attempt: typeof next) =>
    sql`now() + make_interval(secs => nullif((${waits})[least(${attempt}, cardinality(${waits}))], 0))`;
  const counted = await row<{ attempts: number }>(
    em,
    sql`insert into attempt_counter as c (key, attempts, blocked_until) values (${key}, 1, ${until(sql`1`)})
        on conflict (key) do update set attempts = ${next}, blocked_until = ${until(next)}, updated_at = now()
        where c.blocked_until is null or c.blocked_until <= now()
        returning attempts`,
  );
  if (counted?.attempts === 1) await prune(em);
  return counted !== undefined;
}

/**
 * Counts an attempt before it is made. Not in a transaction that may roll back, or it is not counted.
 * @returns 0 when the attempt may be made, else the seconds to wait; a blocked attempt does not prolong the wait
 */
export async function reserveAttempt(em: Em, key: string, policy: LockoutPolicy): Promise<number> {
  return (await count(em, key, policy)) ? 0 : (await blockOf(em, key)).seconds;
}

const RETRY_MS = 100;
const PATIENCE_MS = 5_000;

/**
 * Like {@link reserveAttempt}, for attempts that may turn out right: several log-ins at once by someone who knows the password
 * are reserved as guesses at first, so those that come too many wait until the earlier ones have been judged.
 * Outside any transaction: no connection is held while it waits.
 */
export async function reserveInTurn(em: Em, key: string, policy: LockoutPolicy): Promise<number> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    if (await count(em, key, policy)) return 0;
    const block = await blockOf(em, key);
    if (!block.young || performance.now() > giveUpAt) return block.seconds;
    await sleep(RETRY_MS);
  }
}

/** Forgets all attempts: the right password was given. */
export async function clearAttempts(em: Em, key: string): Promise<void> {
  await run(em, sql`delete from attempt_counter where key = ${key}`);
}

/** Takes one attempt back that was no guess. Others stay counted, so no one clears a counter by an account of their own. */
export async function returnAttempt(em: Em, key: string, policy: LockoutPolicy): Promise<void> {
  await run(
    em,
    sql`update attempt_counter set attempts = greatest(attempts - 1, 0),
          blocked_until = case when attempts - 1 < ${policy.threshold} then null else blocked_until end
        where key = ${key}`,
  );
}
