import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { newId } from '../../../platform/db/ids.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { type Problem, ProblemError, problem } from '../../../platform/http/problem.ts';
import type { StreamedBody } from '../../../platform/http/route.ts';
import type { Enqueue } from '../../../platform/jobs/enqueue.ts';
import type { JobRow } from '../../../platform/jobs/job-row.ts';
import { Semaphore } from '../../../platform/semaphore.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import { ImportCheck } from './import-lines.ts';
import { importKey } from './imports.contract.ts';
import { eventImportJobType } from './imports.jobs.ts';

/** Bytes of a file as it is sent: some millions of events. */
export const IMPORT_LIMIT_BYTES = 1_073_741_824;
/** Files that one process checks at a time. Each takes much of its processor. */
const MAX_UPLOADS = 1;
const MAX_WAITING = 4;
const BUSY = problem(503, 'too_many_imports', 'Other imports are arriving. Try again later.', {
  headers: { 'Retry-After': '60' },
});
/** The fastest level: only the job reads the bytes again, and the check needs the processor. */
const GZIP_LEVEL = 1;

export interface ImportsDeps {
  storage: Storage;
  enqueue: Enqueue;
}

/** Receives files of older events. */
export function createImports({ storage, enqueue }: ImportsDeps) {
  const uploads = new Semaphore(MAX_UPLOADS);
  let waiting = 0;

  async function receive(em: Em, userId: string, body: StreamedBody): Promise<JobRow> {
    const id = newId();
    const key = importKey(id);
    const check = new ImportCheck();
    const gzip = createGzip({ level: GZIP_LEVEL });
    const checked = pipeline(body.bytes, check, gzip);
    // The pipeline reports the fault of the file. An error of the storage about an incomplete body only follows from it.
    const [put, read] = await Promise.allSettled([
      storage.put(key, gzip, { contentType: 'application/x-ndjson+gzip' }),
      checked,
    ]);
    if (read.status === 'rejected' && read.reason instanceof ProblemError) throw read.reason;
    if (put.status === 'rejected') throw put.reason;
    if (read.status === 'rejected') throw read.reason;
    try {
      return await transact(em, async (tx) => {
        const job = await enqueue(tx, {
          type: eventImportJobType,
          id,
          input: { events: check.events },
          summary: `import of ${check.events} older events`,
          requestedBy: userId,
          priority: 'low',
        });
        await recordDeed(tx, 'events.imported', { targetId: id, details: { events: check.events } });
        return job;
      });
    } catch (error) {
      await storage.delete(key);
      throw error;
    }
  }

  return {
    /**
     * Stores a whole file, and requests the job that stores its events. A refused file leaves nothing.
     * @returns 503 while other files arrive
     * @throws ProblemError, a 400 that names bad lines
     */
    async take(em: Em, userId: string, body: StreamedBody): Promise<JobRow | Problem> {
      if (waiting >= MAX_WAITING) return BUSY;
      waiting += 1;
      try {
        return await uploads.take(() => receive(em, userId, body));
      } finally {
        waiting -= 1;
      }
    },
  };
}

export type Imports = ReturnType<typeof createImports>;
