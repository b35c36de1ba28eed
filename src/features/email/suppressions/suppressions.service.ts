import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import type { SuppressionReason } from './suppressions.contract.ts';

export interface SuppressionRow {
  id: string;
  address: string;
  reason: SuppressionReason;
  category: string | null;
  message_id: string | null;
  note: string | null;
  created_by: string | null;
  created_at: Date;
}

const COLUMNS = sql`id, address, reason, category, message_id, note, created_by, created_at`;

export interface SuppressionFilter {
  /** In lower case. */
  address: string | undefined;
  reason: SuppressionReason | undefined;
  /** Only entries older than this one. */
  before: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listSuppressions(em: Em, filter: SuppressionFilter): Promise<SuppressionRow[]> {
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (filter.address !== undefined) where.push(sql`address = ${filter.address}`);
  if (filter.reason !== undefined) where.push(sql`reason = ${filter.reason}`);
  if (filter.before !== undefined) where.push(sql`id < ${filter.before}`);
  return await rows<SuppressionRow>(
    em,
    sql`select ${COLUMNS} from email_suppression where ${sql.join(where, sql` and `)} order by id desc limit ${filter.limit}`,
  );
}

/** By hand: nothing more is sent to the address. @param address in lower case */
export async function suppressAddress(
  em: Em,
  by: string,
  { address, note }: { address: string; note: string },
): Promise<SuppressionRow | Problem> {
  return await transact(em, async (tx) => {
    const made = await row<SuppressionRow>(
      tx,
      sql`insert into email_suppression (address, reason, note, created_by) values (${address}, 'manual', ${note}, ${by})
          on conflict do nothing returning ${COLUMNS}`,
    );
    if (!made) return problem(409, 'already_suppressed', 'This address is already suppressed by an admin.');
    await recordDeed(tx, 'email.suppression_added', { targetId: made.id });
    await recordEvent(tx, { name: 'email.suppression_added', userId: by, properties: { suppressionId: made.id } });
    return made;
  });
}

/** Takes an entry off the list, whatever its reason. Who did it stays on record. */
export async function removeSuppression(em: Em, by: string, id: string): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const gone = await row<SuppressionRow>(
      tx,
      sql`delete from email_suppression where id = ${id} returning ${COLUMNS}`,
    );
    if (!gone) return notFound('The suppression');
    const properties = {
      suppressionId: id,
      reason: gone.reason,
      ...(gone.category === null ? {} : { category: gone.category }),
    };
    await recordDeed(tx, 'email.suppression_removed', { targetId: id, details: { reason: gone.reason } });
    await recordEvent(tx, { name: 'email.suppression_removed', userId: by, properties });
    return null;
  });
}

/**
 * Adds addresses whose mailbox does not exist; those that are there already stay as they are. A statement of SQL.
 * @param bounced relation with the columns `id uuid` (of the mail) and the address
 */
export function addHardBounce(bounced: RawBuilder<unknown>, address: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`insert into email_suppression (address, reason, message_id)
    select distinct on (lower(${address})) lower(${address}), 'hard_bounce', id from ${bounced} where ${address} <> ''
    order by lower(${address}) on conflict do nothing`;
}
