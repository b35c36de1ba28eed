import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { sha256 } from '../../../platform/secrets.ts';
import { type LockoutPolicy, lockoutTable } from './lockout.domain.ts';

/** Rows older than this are of no use to any policy. */
const STALE = sql`interval '2 days'`;
/** Each new row takes some stale ones away, so that the table shrinks as fast as it grows and no job is needed. */
const PRUNED_PER_INSERT = 20;

/** Kinds whose target is a mail address, to be forgotten with it. */
export const KINDS_OF_ADDRESSES = ['account', 'mail', 'reset', 'locked', 'invitation'] as const;
/** What attempts aim at: guesses at an account, a network, a device or a session; mails to a mailbox, or by a caller. */
export type AttemptKind = (typeof KINDS_OF_ADDRESSES)[number] | 'address' | 'device' | 'session' | 'caller';

/** Key of a counter: what is aimed at, and from where; both hashed, so that the table holds no addresses. */
export function attemptKey(kind: AttemptKind, target: string, from?: string): string {
  const hashes = [target, ...(from === undefined ? [] : [from])].map((text) => sha256(text).toString('hex'));
  return [kind, ...hashes].join(':');
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
          updated_at > now() - interval '3 seconds' as young
        from attempt_counter where key = ${key} and blocked_until > now()`,
  );
  return found ?? { seconds: 1, young: true };
}

/**
 * Counts an attempt in one statement, so that of any number at once only as many get through as the policy allows.
 * @returns its number, or null when it must wait
 */
async function count(em: Em, key: string, policy: LockoutPolicy): Promise<number | null> {
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
  return counted?.attempts ?? null;
}

/**
 * Counts an attempt before it is made. Not in a transaction that may roll back, or it is not counted.
 * @returns 0 when the attempt may be made, else the seconds to wait; a blocked attempt does not prolong the wait
 */
export async function reserveAttempt(em: Em, key: string, policy: LockoutPolicy): Promise<number> {
  return (await count(em, key, policy)) === null ? (await blockOf(em, key)).seconds : 0;
}

const RETRY_MS = 100;
const PATIENCE_MS = 5_000;

export interface Reserved {
  /** Seconds until the attempt may be made; 0 when it may be now. */
  wait: number;
  /** The attempt is the one after which others must wait, unless it turns out right. */
  locks: boolean;
}

/**
 * Like {@link reserveAttempt}, for attempts that may turn out right: several log-ins at once by someone who knows the password
 * are reserved as guesses at first, so those that come too many wait until the earlier ones have been judged.
 * Outside any transaction: no connection is held while it waits.
 */
export async function reserveInTurn(em: Em, key: string, policy: LockoutPolicy): Promise<Reserved> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const attempt = await count(em, key, policy);
    if (attempt !== null) return { wait: 0, locks: attempt === policy.threshold };
    const block = await blockOf(em, key);
    if (!block.young || performance.now() > giveUpAt) return { wait: block.seconds, locks: false };
    await sleep(RETRY_MS);
  }
}

/** Forgets all attempts: the right password was given. */
export async function clearAttempts(em: Em, key: string): Promise<void> {
  await run(em, sql`delete from attempt_counter where key = ${key}`);
}

/** Forgets all attempts at a target, from wherever they came. */
export async function clearAttemptsAt(em: Em, kind: AttemptKind, target: string): Promise<void> {
  await run(em, sql`delete from attempt_counter where starts_with(key, ${attemptKey(kind, target)})`);
}

/**
 * Takes back one attempt that was not a guess. The others stay counted, so an attacker cannot clear the counter by logging in to an
 * account of their own.
 */
export async function returnAttempt(em: Em, key: string, policy: LockoutPolicy): Promise<void> {
  await run(
    em,
    sql`with last as (delete from attempt_counter where key = ${key} and attempts <= 1)
        update attempt_counter set attempts = attempts - 1,
          blocked_until = case when attempts - 1 < ${policy.threshold} then null else blocked_until end
        where key = ${key} and attempts > 1`,
  );
}
