import { sql } from 'kysely';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../../platform/loop.ts';
import { comparedName, startsOf } from '../../../platform/search/words.domain.ts';

const INTERVAL_MS = 60_000;
/** Names of one transaction, in which their owners cannot change them. */
const PAGE = 200;

export interface NamedUser {
  id: string;
  name: string;
}

/** Writes what users are found by: their name from each of its words on. Replaces what they were found by before. */
export async function indexNames(tx: Em, users: readonly NamedUser[]): Promise<void> {
  if (users.length === 0) return;
  const starts = users.flatMap(({ id, name }) => {
    const whole = comparedName(name);
    return startsOf(name).map((start) => ({ id, start, whole: start === whole }));
  });
  await run(
    tx,
    sql`with named as (select * from unnest(${users.map(({ id }) => id)}::uuid[], ${users.map(({ name }) => name)}::text[]) as u (id, name)),
        start as (select * from unnest(${starts.map(({ id }) => id)}::uuid[], ${starts.map(({ start }) => start)}::text[],
          ${starts.map(({ whole }) => whole)}::boolean[]) as s (user_id, start, whole)),
        gone as (delete from user_name_start old using named where old.user_id = named.id
          and not exists (select from start where start.user_id = old.user_id and start.start = old.start)),
        noted as (update app_user set indexed_name = named.name from named where app_user.id = named.id)
        insert into user_name_start (user_id, start, whole) select user_id, start, whole from start
        on conflict (user_id, start) do update set whole = excluded.whole`,
  );
}

/** Takes away what a user is found by. */
export async function forgetName(tx: Em, userId: string): Promise<void> {
  await run(
    tx,
    sql`with gone as (delete from user_name_start where user_id = ${userId})
        update app_user set indexed_name = null where id = ${userId}`,
  );
}

/**
 * Indexes names that a program of the release before wrote, or that are older than the index.
 * @returns how many, a page at most
 */
export async function indexStaleNames(em: Em): Promise<number> {
  return await transact(em, async (tx) => {
    const stale = await rows<NamedUser & { gone: boolean }>(
      tx,
      sql`select id, display_name as name, deleted_at is not null as gone from app_user
          where case when deleted_at is null then indexed_name is distinct from display_name else indexed_name is not null end
          order by id desc limit ${PAGE} for no key update skip locked`,
    );
    for (const { id } of stale.filter(({ gone }) => gone)) await forgetName(tx, id);
    await indexNames(
      tx,
      stale.filter(({ gone }) => !gone),
    );
    return stale.length;
  });
}

export function startNameIndexing({ em, logger }: { em(): Em; logger: Logger }): Loop {
  return startLoop({
    name: 'name-index',
    intervalMs: INTERVAL_MS,
    logger,
    round: async () => (await indexStaleNames(em())) > 0,
  });
}
