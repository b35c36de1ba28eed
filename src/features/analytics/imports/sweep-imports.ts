import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import { MAX_PAGE, type Storage } from '../../../platform/storage/storage.ts';
import { IMPORTS_PREFIX } from './imports.contract.ts';

/** Longer than the upload of a file takes. */
const MIN_AGE_MS = 24 * 3_600_000;

const JOB_OF_KEY = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.ndjson\.gz$/;

/** The jobs that still need their file. A failed or cancelled job may be retried for as long as its row is kept. */
async function wanting(em: Em, jobIds: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    em,
    sql`select id from job where id = any(${jobIds}::uuid[]) and status <> 'succeeded'`,
  );
  return new Set(found.map(({ id }) => id));
}

/** Removes files of imports that no job needs: of jobs that succeeded or are gone, and of requests that were killed. */
export async function sweepImports(
  context: { em(): Em; dryRun: boolean; mayGoOn(): Promise<void> },
  storage: Storage,
): Promise<{ count: number }> {
  let count = 0;
  for (let cursor: string | null | undefined; cursor !== null; ) {
    await context.mayGoOn();
    const page = await storage.list(IMPORTS_PREFIX, { limit: MAX_PAGE, ...(cursor === undefined ? {} : { cursor }) });
    const old = page.items.filter(({ modifiedAt }) => modifiedAt.getTime() < Date.now() - MIN_AGE_MS);
    const jobOf = (key: string) => JOB_OF_KEY.exec(key)?.[1];
    const wanted = await wanting(
      context.em(),
      old.flatMap(({ key }) => jobOf(key) ?? []),
    );
    const stray = old.map(({ key }) => key).filter((key) => !wanted.has(jobOf(key) ?? ''));
    const left = context.dryRun || stray.length === 0 ? [] : await storage.deleteMany(stray);
    count += stray.length - left.length;
    cursor = page.next;
  }
  return { count };
}
