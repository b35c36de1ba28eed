import { type RawBuilder, sql } from 'kysely';
import { row } from '../../platform/db/sql.ts';
import type { MaintenanceStep } from './maintenance-step.ts';

/** Rows that a check reads at most: those that were made last, where a defect shows first. */
const CHECKED = 20_000;

/** Looks for rows that contradict each other, and repairs nothing: what made them so is a defect that a person must find. */
function check(name: string, contradictions: RawBuilder<unknown>): MaintenanceStep {
  return {
    name: `consistency.${name}`,
    take: async ({ em }) => {
      const found = await row<{ count: number; sample: string | null }>(
        em(),
        sql`select count(*)::int as count, min(id::text) as sample from (${contradictions}) as wrong`,
      );
      const count = found?.count ?? 0;
      return count === 0 ? { count } : { count, note: `for example ${found?.sample}` };
    },
  };
}

export const consistencySteps: readonly MaintenanceStep[] = [
  check(
    'likes',
    sql`select p.id from (select id, like_count from post order by id desc limit ${CHECKED}) p
        where p.like_count <> (select count(*) from post_like l where l.post_id = p.id)`,
  ),
  check(
    'room_members',
    sql`select r.id from (select id, member_count from room where closed_at is null order by id desc limit ${CHECKED}) r
        where r.member_count <> (select count(*) from room_member m where m.room_id = r.id)`,
  ),
  check(
    // A mail of its own is as open as its job, but for the moment in which both are written.
    'mails',
    sql`select m.id from (select id, job_id, status, updated_at from email_message where once_key is null order by id desc limit ${CHECKED}) m
        join job j on j.id = m.job_id
        where m.status in ('queued', 'sending') and j.status in ('succeeded', 'failed', 'cancelled')
          and j.finished_at < now() - interval '1 hour'`,
  ),
  check(
    'objects_without_file',
    sql`select o.key as id from (select key, file_id from stored_object where state = 'live' order by file_id desc limit ${CHECKED}) o
        where not exists (select from file f where f.id = o.file_id and f.deleted_at is null)`,
  ),
  check(
    'files_without_object',
    sql`select f.id from (select id from file where deleted_at is null and status = 'ready' order by id desc limit ${CHECKED}) f
        where not exists (select from stored_object o where o.file_id = f.id and o.variant = 'original' and o.state = 'live')`,
  ),
];
