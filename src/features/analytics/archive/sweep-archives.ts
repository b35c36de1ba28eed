import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import { MAX_PAGE, type Storage } from '../../../platform/storage/storage.ts';
import { ARCHIVES_PREFIX } from './archive-events.service.ts';

/** Younger objects may belong to a run in progress. */
const MIN_AGE_MS = 24 * 3_600_000;
/**
 * Killed runs leave single objects without a row. More of them mean a wrong bucket, or a database of another day. They are reported
 * and not removed.
 */
const MAX_STRAYS = 20;
const SHOWN = 3;

interface Sorted {
  /** Archives whose period is over. */
  expired: string[];
  /** Objects without a row. */
  stray: string[];
}

async function sort(em: Em, keys: readonly string[]): Promise<Sorted> {
  const found = await rows<{ key: string; known: boolean }>(
    em,
    sql`select listed.key, a.key is not null as known from unnest(${keys}::text[]) as listed (key)
          left join event_archive a on a.key = listed.key
        where a.key is null or a.state = 'expired'`,
  );
  return {
    expired: found.filter(({ known }) => known).map(({ key }) => key),
    stray: found.filter(({ known }) => !known).map(({ key }) => key),
  };
}

/**
 * Removes archives whose period is over, and objects without a row. The rows of archives stay, since they say which days are gone.
 * @returns how many objects were removed, or would be in a dry run
 */
export async function sweepArchives(
  context: { em(): Em; dryRun: boolean; mayGoOn(): Promise<void> },
  storage: Storage,
): Promise<{ count: number; note?: string }> {
  const found: Sorted = { expired: [], stray: [] };
  for (let cursor: string | null | undefined; cursor !== null; ) {
    await context.mayGoOn();
    const page = await storage.list(ARCHIVES_PREFIX, { limit: MAX_PAGE, ...(cursor === undefined ? {} : { cursor }) });
    const old = page.items.filter(({ modifiedAt }) => modifiedAt.getTime() < Date.now() - MIN_AGE_MS);
    const sorted = await sort(
      context.em(),
      old.map(({ key }) => key),
    );
    found.expired.push(...sorted.expired);
    found.stray.push(...sorted.stray);
    cursor = page.next;
  }
  const doubt = found.stray.length > MAX_STRAYS;
  const going = doubt ? found.expired : [...found.expired, ...found.stray];
  let count = going.length;
  for (let at = 0; !context.dryRun && at < going.length; at += MAX_PAGE) {
    await context.mayGoOn();
    count -= (await storage.deleteMany(going.slice(at, at + MAX_PAGE))).length;
  }
  if (!doubt) return { count };
  const sample = found.stray.slice(0, SHOWN).join(', ');
  return {
    count,
    note: `${found.stray.length} objects without a row are too many to be removed unseen; for example ${sample}`,
  };
}
