import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import type { Severity } from '../rules/default-rules.domain.ts';

export interface SilenceRow {
  id: string;
  rule_id: string | null;
  severity: Severity | null;
  labels: Record<string, string>;
  comment: string | null;
  starts_at: Date;
  ends_at: Date;
  created_at: Date;
  /** By the clock of the database. */
  state: SilenceState;
}

export type SilenceState = 'active' | 'scheduled' | 'past';

const STATE = sql`case when ends_at <= statement_timestamp() then 'past'
  when starts_at > statement_timestamp() then 'scheduled' else 'active' end`;
const COLUMNS = sql`id, rule_id, severity, labels, comment, starts_at, ends_at, created_at, ${STATE} as state`;

export interface NewSilence {
  ruleId: string | null;
  severity: Severity | null;
  labels: Readonly<Record<string, string>>;
  comment: string | null;
  startsAt: Date;
  endsAt: Date;
}

export async function insertSilence(tx: Em, silence: NewSilence): Promise<SilenceRow | undefined> {
  const { ruleId, severity, labels, comment, startsAt, endsAt } = silence;
  return await row<SilenceRow>(
    tx,
    sql`insert into monitor_silence (rule_id, severity, labels, comment, starts_at, ends_at)
        values (${ruleId}, ${severity}, ${JSON.stringify(labels)}::jsonb, ${comment}, ${startsAt}, ${endsAt}) returning ${COLUMNS}`,
  );
}

/**
 * Newest first.
 * @param from id of the last silence of the page before
 */
export async function pageOfSilences(
  em: Em,
  state: SilenceState | undefined,
  from: string | null,
  limit: number,
): Promise<SilenceRow[]> {
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (from !== null) where.push(sql`id < ${from}`);
  if (state !== undefined) where.push(sql`${STATE} = ${state}`);
  return await rows<SilenceRow>(
    em,
    sql`select ${COLUMNS} from monitor_silence where ${sql.join(where, sql` and `)} order by id desc limit ${limit}`,
  );
}

export async function findSilence(em: Em, id: string): Promise<SilenceRow | undefined> {
  return await row<SilenceRow>(em, sql`select ${COLUMNS} from monitor_silence where id = ${id}`);
}

export async function writeSilence(
  tx: Em,
  id: string,
  { comment, endsAt }: { comment: string | null; endsAt: Date },
): Promise<SilenceRow | undefined> {
  return await row<SilenceRow>(
    tx,
    sql`update monitor_silence set comment = ${comment}, ends_at = ${endsAt} where id = ${id} returning ${COLUMNS}`,
  );
}

/** Ends a silence. If it has started, its row stays with the present as its end. If not, its row is deleted. */
export async function endSilence(tx: Em, id: string): Promise<void> {
  await run(tx, sql`delete from monitor_silence where id = ${id} and starts_at > now()`);
  await run(tx, sql`update monitor_silence set ends_at = now() where id = ${id} and ends_at > now()`);
}

export async function countSilences(tx: Em): Promise<number> {
  return (
    (await row<{ count: number }>(tx, sql`select count(*)::int as count from monitor_silence where ends_at > now()`))
      ?.count ?? 0
  );
}
