import { sql } from 'kysely';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import { type CallHistoryRow, findCallHistories } from '../../community/calls/call-records.reads.ts';
import { readBaseRates } from './base-rates.queries.ts';
import { type CallRecord, type Credibility, credibilityOf } from './credibility.domain.ts';

/** People whose calls are read at a time. */
const PAGE = 100;
const MAX_PAGES = 20;

function recordOf(call: CallHistoryRow): CallRecord {
  const time = (at: Date | null) => at?.getTime() ?? null;
  return {
    ...call,
    createdAt: call.createdAt.getTime(),
    dueAt: call.dueAt.getTime(),
    entryAt: time(call.entryAt),
    exitAt: time(call.exitAt),
    benchmarkEntryAt: time(call.benchmarkEntryAt),
    benchmarkExitAt: time(call.benchmarkExitAt),
  };
}

/** The present credibility of each of these people. */
export async function readCredibility(em: Em, userIds: readonly string[]): Promise<Map<string, Credibility>> {
  const baseRateOf = await readBaseRates(em);
  const calls = Map.groupBy(await findCallHistories(em, userIds), ({ authorId }) => authorId);
  const now = Date.now();
  return new Map(userIds.map((id) => [id, credibilityOf((calls.get(id) ?? []).map(recordOf), baseRateOf, now)]));
}

/** People with calls whose credibility is older than the making or the end of one of their calls, or than a day. */
async function findStale(em: Em): Promise<string[]> {
  const found = await rows<{ id: string }>(
    em,
    sql`select u.id from app_user u left join credibility k on k.user_id = u.id
        where u.deleted_at is null and exists (select from post_call c where c.author_id = u.id
          and (k.computed_at is null or k.computed_at < now() - interval '1 day' or c.created_at > k.computed_at or c.resolved_at > k.computed_at
            or c.corrected_at > k.computed_at))
        order by u.id limit ${PAGE}`,
  );
  return found.map(({ id }) => id);
}

/** Computes the stale values for the list of all users. More than two thousand people wait for the next time. */
export async function refreshCredibility(em: () => Em): Promise<number> {
  let refreshed = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const ids = await findStale(em());
    if (ids.length === 0) break;
    const found = await readCredibility(em(), ids);
    const figures = ids.map((id) => found.get(id) as Credibility);
    refreshed += await run(
      em(),
      sql`insert into credibility (user_id, score, figures)
          select fresh.id, fresh.score, fresh.figures::jsonb
          from unnest(${ids}::uuid[], ${figures.map(({ score }) => score)}::float8[], ${figures.map((one) => JSON.stringify(one))}::text[])
              as fresh (id, score, figures)
            join app_user u on u.id = fresh.id and u.deleted_at is null
          on conflict (user_id) do update set score = excluded.score, figures = excluded.figures, computed_at = now()`,
    );
  }
  return refreshed;
}

export interface LeaderRow {
  user_id: string;
  display_name: string;
  score: number;
  figures: Credibility;
  computed_at: Date;
}

/** Lists the most credible users first, below `after`. */
export async function listCredibility(em: Em, limit: number, after: [number, string] | null): Promise<LeaderRow[]> {
  const below =
    after === null
      ? sql``
      : sql`and (k.score < ${after[0]}::float8 or (k.score = ${after[0]}::float8 and k.user_id > ${after[1]}::uuid))`;
  return await rows(
    em,
    sql`select k.user_id, u.display_name, k.score, k.figures, k.computed_at from credibility k join app_user u on u.id = k.user_id
        where k.score is not null and u.deleted_at is null ${below}
        order by k.score desc, k.user_id limit ${limit}`,
  );
}
