import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import { deleteFiles } from '../files.service.ts';
import { forgetFiles, purgePage, releaseLeases } from './purge.service.ts';
import { type AuditContext, type AuditResult, auditObjects, sampleObjects } from './storage-audit.service.ts';

/** Rows of one page. */
const PAGE = 500;
/** Longer than any upload or export takes. */
const UNFINISHED_HOURS = 24;
/** Objects that are read again each night. */
const SAMPLE = 50;
const NEVER = new AbortController().signal;

async function countOf(em: Em, table: 'stored_object' | 'file', where: ReturnType<typeof sql>): Promise<number> {
  const found = await row<{ count: number }>(
    em,
    sql`select count(*)::int as count from ${sql.table(table)} where ${where}`,
  );
  return found?.count ?? 0;
}

/** Handles pages until one is empty. */
async function pages({ mayGoOn }: AuditContext, take: () => Promise<number>): Promise<number> {
  let count = 0;
  for (let taken = -1; taken !== 0; count += taken) {
    await mayGoOn();
    taken = await take();
  }
  return count;
}

async function leases(context: AuditContext): Promise<AuditResult> {
  const { em, dryRun } = context;
  if (dryRun) return { count: await countOf(em(), 'stored_object', sql`state = 'writing' and lease_until < now()`) };
  return { count: await pages(context, () => releaseLeases(em())) };
}

async function expired(context: AuditContext): Promise<AuditResult> {
  const { em, dryRun } = context;
  const due = sql`expires_at <= now() and deleted_at is null`;
  if (dryRun) return { count: await countOf(em(), 'file', due) };
  return {
    count: await pages(context, () =>
      transact(em(), async (tx) => {
        const found = await rows<{ id: string }>(
          tx,
          sql`select id from file where ${due} order by expires_at limit ${PAGE}`,
        );
        return found.length === 0
          ? 0
          : await deleteFiles(
              tx,
              found.map(({ id }) => id),
            );
      }),
    ),
  };
}

async function garbage(context: AuditContext): Promise<AuditResult> {
  const { em, storage, dryRun } = context;
  if (dryRun) return { count: await countOf(em(), 'stored_object', sql`state = 'garbage'`) };
  let purged = 0;
  await pages(context, async () => {
    const page = await purgePage(em(), storage, NEVER);
    purged += page.purged;
    return page.found;
  });
  const files = await pages(context, () => forgetFiles(em()));
  const left = await countOf(em(), 'stored_object', sql`state = 'garbage'`);
  return {
    count: purged,
    note: `${files} deleted files forgotten${left > 0 ? `, ${left} objects refused to go` : ''}`,
  };
}

async function unfinished({ storage, dryRun, mayGoOn }: AuditContext): Promise<AuditResult> {
  const before = Date.now() - UNFINISHED_HOURS * 3_600_000;
  let count = 0;
  for (let cursor: string | null | undefined; cursor !== null; ) {
    await mayGoOn();
    const page = await storage.listIncomplete('', cursor === undefined ? {} : { cursor });
    for (const upload of page.items) {
      if (upload.startedAt.getTime() >= before) continue;
      count += 1;
      if (!dryRun) await storage.abortIncomplete(upload);
    }
    cursor = page.next;
  }
  return { count, note: `older than ${UNFINISHED_HOURS} hours` };
}

/** What a user stores, as their rows say. */
const REAL = sql`select coalesce(sum(o.bytes) filter (where o.state = 'live' and f.kind = 'upload' and f.deleted_at is null), 0) as used,
    coalesce(sum(o.bytes) filter (where o.state = 'writing' and o.variant = 'original'), 0) as reserved,
    (select count(*) from file where owner_id = s.user_id and kind = 'upload' and deleted_at is null)::int as files
  from stored_object o left join file f on f.id = o.file_id where o.owner_id = s.user_id`;
const DIFFERS = sql`s.used_bytes <> r.used or s.reserved_bytes <> r.reserved or s.file_count <> r.files`;

/** Corrects the figures of users whose files say otherwise, each under the lock that uploads take. */
async function quotas({ em, dryRun, mayGoOn }: AuditContext): Promise<AuditResult> {
  let count = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (let more = true; more; ) {
    await mayGoOn();
    const page = await rows<{ userId: string; wrong: boolean }>(
      em(),
      sql`select s.user_id as "userId", ${DIFFERS} as wrong
          from (select * from user_storage where user_id > ${after} order by user_id limit ${PAGE}) s
            cross join lateral (${REAL}) r order by s.user_id`,
    );
    const wrong = page.filter((user) => user.wrong).map(({ userId }) => userId);
    count += dryRun ? wrong.length : await reconcile(em(), wrong);
    more = page.length === PAGE;
    after = page.at(-1)?.userId ?? after;
  }
  return { count };
}

async function reconcile(em: Em, userIds: readonly string[]): Promise<number> {
  let count = 0;
  for (const userId of userIds) {
    count += await transact(em, async (tx) => {
      // A statement of its own, so that the sums are read after the lock is taken.
      await run(tx, sql`select from user_storage where user_id = ${userId} for update`);
      return await run(
        tx,
        sql`update user_storage t set used_bytes = r.used, reserved_bytes = r.reserved, file_count = r.files
            from user_storage s cross join lateral (${REAL}) r
            where s.user_id = ${userId} and t.user_id = s.user_id and (${DIFFERS})`,
      );
    });
  }
  return count;
}

export interface CleanupStep {
  name: string;
  take(context: Omit<AuditContext, 'storage'>): Promise<AuditResult>;
}

/** The steps that keep the storage, the rows of its objects and the quotas of users together. Any step may run at any time. */
export function createCleanup(storage: Storage): CleanupStep[] {
  const step = (name: string, take: (context: AuditContext) => Promise<AuditResult>): CleanupStep => ({
    name: `files.${name}`,
    take: ({ em, dryRun, mayGoOn }) => take({ em, dryRun, mayGoOn, storage }),
  });
  return [
    step('leases', leases),
    step('expired', expired),
    step('garbage', garbage),
    step('unfinished_uploads', unfinished),
    step('audit', async (context) => {
      const { stray, missing } = await auditObjects(context);
      const notes = [
        `${stray.count} objects without a row${stray.note ? ` (${stray.note})` : ''}`,
        `${missing.count} rows without an object${missing.note ? ` (${missing.note})` : ''}`,
      ];
      return { count: stray.count + missing.count, note: notes.join('; ') };
    }),
    step('samples', (context) => sampleObjects(context, SAMPLE)),
    step('quotas', quotas),
  ];
}
