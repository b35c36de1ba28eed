import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { notFound, type Problem } from '../../platform/http/problem.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import { recordDeed } from '../audit/audit.service.ts';
import { recordEvent } from '../events/record-event.service.ts';
import { purgeJobType } from './files.jobs.ts';
import { mayManageFile } from './files.policy.ts';
import { type FileRow, findFile } from './files.queries.ts';
import { ownerOnly } from './serving/links.service.ts';
import { cleanFileName } from './upload/file-name.domain.ts';

/** Deletions within these seconds share one job, which starts once their transactions have ended. */
const PURGE_EVERY_S = 10;
const PURGE_AFTER_S = 5;

/**
 * Asks for the bytes that the transaction deletes to be removed soon. Deletions of some seconds share one job, which starts once
 * their transactions have ended.
 * @param afterSeconds how long the bytes must stay untouched
 */
export async function purgeSoon(tx: Em, enqueue: Enqueue, afterSeconds = 0): Promise<void> {
  const slot = await row<{ at: Date }>(
    tx,
    sql`select date_bin(make_interval(secs => ${PURGE_EVERY_S}), now(), 'epoch') + make_interval(secs => ${PURGE_EVERY_S + PURGE_AFTER_S + afterSeconds}) as at`,
  );
  const runAt = slot?.at ?? new Date();
  await enqueue(tx, {
    type: purgeJobType,
    input: {},
    summary: 'remove the bytes of deleted files',
    requestedBy: null,
    priority: 'low',
    runAt,
    periodKey: `file_purge:${runAt.toISOString()}`,
  });
}

/** Deletes files for good: nobody can read them any longer, their room is free, and their bytes are garbage. */
export async function deleteFiles(tx: Em, ids: readonly string[]): Promise<number> {
  // Waits for a worker that is adding variants, so that the next statement sees them.
  await run(tx, sql`select from file where id = any(${[...ids]}::uuid[]) order by id for update`);
  const gone = await rows(
    tx,
    sql`with gone as (
          update file set deleted_at = now(), version = version + 1
          where id = any(${[...ids]}::uuid[]) and deleted_at is null returning id, owner_id, kind),
        uses as (delete from file_use using gone where file_use.file_id = gone.id),
        garbage as (
          update stored_object o set state = 'garbage', lease_until = null, garbage_at = now() from gone
          where o.file_id = gone.id and o.state = 'live' returning o.file_id, o.bytes),
        freed as (
          select gone.owner_id, count(distinct gone.id)::int as files, coalesce(sum(garbage.bytes), 0) as bytes
          from gone left join garbage on garbage.file_id = gone.id where gone.kind = 'upload' group by gone.owner_id),
        room as (
          update user_storage set used_bytes = used_bytes - freed.bytes, file_count = file_count - freed.files
          from freed where user_id = freed.owner_id)
        select id from gone`,
  );
  return gone.length;
}

export function createFiles({ enqueue }: { enqueue: Enqueue }) {
  return {
    async get(em: Em, principal: Principal, fileId: string): Promise<FileRow | Problem> {
      const file = await findFile(em, fileId);
      return file && mayManageFile(principal, file) ? file : notFound('The file');
    },

    async rename(em: Em, principal: Principal, fileId: string, name: string): Promise<FileRow | Problem> {
      const file = await this.get(em, principal, fileId);
      if ('problem' in file) return file;
      if (file.ownerId !== principal.userId) return ownerOnly();
      await run(em, sql`update file set name = ${cleanFileName(name)} where id = ${fileId} and deleted_at is null`);
      return await this.get(em, principal, fileId);
    },

    /** Takes effect at once, for all readers. */
    async remove(em: Em, principal: Principal, fileId: string): Promise<Problem | null> {
      return await transact(em, async (tx) => {
        const file = await findFile(tx, fileId);
        if (!file || !mayManageFile(principal, file)) return notFound('The file');
        if ((await deleteFiles(tx, [fileId])) === 0) return notFound('The file');
        await purgeSoon(tx, enqueue);
        await recordDeed(tx, 'file.deleted', {
          targetId: fileId,
          details: { kind: file.kind, bytes: Number(file.size) },
        });
        await recordEvent(tx, { name: 'file.deleted', userId: principal.userId, properties: { fileId } });
        return null;
      });
    },
  };
}

export type Files = ReturnType<typeof createFiles>;
