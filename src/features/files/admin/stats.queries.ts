import { sql } from 'kysely';
import { firstIdAt } from '../../../platform/db/ids.ts';
import { resolvePeriod } from '../../../platform/db/period.ts';
import { type Em, row } from '../../../platform/db/sql.ts';
import { findAuthors } from '../../accounts/people/public-users.reads.ts';
import type { FileStats } from './stats.schema.ts';

/** Days of refusals by default. */
const DAYS = 30;
/** Share of a quota from which an admin should know. */
const NEAR = 0.8;
/** Users who are named at most. */
const NEAREST = 20;

/** The rows of a query as a JSON list, which keeps 64-bit figures as numbers. */
const listOf = (query: ReturnType<typeof sql>) => sql`(select coalesce(json_agg(q), '[]') from (${query}) q)`;

type Found = Omit<FileStats, 'nearQuota'> & { nearQuota: Omit<FileStats['nearQuota'][number], 'displayName'>[] };

/**
 * What is stored now, and what was refused in a period.
 * @param quotaBytes the quota of users without one of their own
 */
export async function findFileStats(
  em: Em,
  asked: { from?: string | undefined; to?: string | undefined },
  quotaBytes: number,
): Promise<FileStats> {
  const { from, to } = await resolvePeriod(em, asked, DAYS);
  const there = sql`deleted_at is null`;
  const quota = sql`coalesce(quota_bytes, ${quotaBytes}::bigint)`;
  const found = await row<{ stats: Found }>(
    em,
    sql`select json_build_object(
          'files', ${listOf(sql`select kind, status, count(*) as files, coalesce(sum(size), 0) as bytes from file where ${there} group by 1, 2 order by 1, 2`)},
          'objects', ${listOf(sql`select variant, count(*) as objects, sum(bytes) as bytes from stored_object where state = 'live' group by 1 order by 1`)},
          'types', ${listOf(sql`select content_type as "contentType", count(*) as files, sum(size) as bytes from file where ${there} group by 1 order by 3 desc, 1`)},
          'scans', ${listOf(sql`select scan, count(*) as files from file where ${there} group by 1 order by 1`)},
          'failures', ${listOf(sql`select error_code as code, count(*) as files from file where ${there} and status = 'failed' and error_code is not null group by 1 order by 2 desc, 1`)},
          'refusals', ${listOf(sql`select properties ->> 'code' as code, count(*) as files from event
              where name = 'files.refused' and id >= ${firstIdAt(from)} and id < ${firstIdAt(to)}
                and occurred_at >= ${from} and occurred_at < ${to} group by 1 order by 2 desc, 1`)},
          'garbage', (select json_build_object('objects', count(*), 'bytes', coalesce(sum(bytes), 0)) from stored_object where state = 'garbage'),
          'usage', (select json_build_object('users', count(*), 'usedBytes', coalesce(sum(used_bytes), 0),
              'reservedBytes', coalesce(sum(reserved_bytes), 0)) from user_storage),
          'nearQuota', ${listOf(sql`select user_id as "userId", used_bytes as "usedBytes", reserved_bytes as "reservedBytes",
              ${quota} as "quotaBytes" from user_storage
              where used_bytes + reserved_bytes > 0 and used_bytes + reserved_bytes >= ${quota} * ${NEAR}::numeric
              order by (used_bytes + reserved_bytes) / greatest(${quota}, 1)::numeric desc, 1 limit ${NEAREST}`)}) as stats`,
  );
  if (!found) throw new Error('A query without a table returned no row');
  const { nearQuota, ...stats } = found.stats;
  const nameOf = await findAuthors(
    em,
    nearQuota.map(({ userId }) => userId),
  );
  return {
    ...stats,
    nearQuota: nearQuota.map((use) => ({ ...use, displayName: nameOf(use.userId).displayName })),
  };
}
