import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../../platform/loop.ts';
import { deleteFiles, purgeSoon } from '../files.service.ts';

const INTERVAL_MS = 60_000;
/** Files of one round. */
const PAGE = 100;

export interface ExpiryDeps {
  em(): Em;
  enqueue: Enqueue;
}

/** Whether a dead process left an object. */
async function anyLeaseHasEnded(tx: Em): Promise<boolean> {
  return (
    (await row(tx, sql`select from stored_object where state = 'writing' and lease_until < now() limit 1`)) !==
    undefined
  );
}

/**
 * Deletes expired files, and asks for the removal of the bytes of everything that was given up.
 * @returns how many files
 */
export async function expireFiles({ em, enqueue }: ExpiryDeps): Promise<number> {
  return await transact(em(), async (tx) => {
    const due = await rows<{ id: string }>(
      tx,
      sql`select id from file where expires_at <= now() and deleted_at is null
          order by expires_at limit ${PAGE} for update skip locked`,
    );
    await deleteFiles(
      tx,
      due.map(({ id }) => id),
    );
    if (due.length > 0 || (await anyLeaseHasEnded(tx))) await purgeSoon(tx, enqueue);
    return due.length;
  });
}

export function startExpiry(options: ExpiryDeps & { logger: Logger }): Loop {
  return startLoop({
    name: 'file-expiry',
    intervalMs: INTERVAL_MS,
    logger: options.logger,
    round: async () => (await expireFiles(options)) === PAGE,
  });
}
