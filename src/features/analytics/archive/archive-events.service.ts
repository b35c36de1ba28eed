import type pg from 'pg';
import { newId } from '../../../platform/db/ids.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { findPartitionsBefore } from '../../../platform/events/partitions.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import {
  beginArchive,
  type DropOutcome,
  dropArchived,
  findOpenArchives,
  forgetArchive,
  type KnownArchive,
  verifiedArchive,
} from './archive.queries.ts';
import { type ArchiveFacts, readArchive, writeArchive } from './write-archive.ts';

export interface ArchiveContext {
  /** A database session of the role of maintenance. The client has the same role and is a connection of its own. */
  keeper(): Em;
  client: pg.Client;
  dryRun: boolean;
  /** Called between any two pages. Throws when the pass must end. */
  mayGoOn(): Promise<void>;
}

export interface ArchiveResult {
  /** Partitions that were archived and dropped; of a dry run, those that would be. */
  count: number;
  note?: string;
}

/** The keys of all archives start with it. */
export const ARCHIVES_PREFIX = 'archive/events/';

/** An archive is outdated when events arrive while it is written. After so many tries the partition waits for the next night. */
const TRIES = 3;

const isSame = (a: ArchiveFacts, b: ArchiveFacts | null) =>
  b !== null && a.events === b.events && a.bytes === b.bytes && a.sha256 === b.sha256;

/** Takes the lock of archiving, if it is free. The connection holds it, and its end releases it. */
async function isAlone(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('event:archive', 0)) as mine`,
  );
  return rows[0]?.mine === true;
}

async function discard({ keeper }: ArchiveContext, storage: Storage, key: string): Promise<void> {
  await storage.delete(key);
  await forgetArchive(keeper(), key);
}

/** The archive that an earlier run verified, if the storage still has it. Removes everything else that earlier runs left. */
async function findVerified(context: ArchiveContext, storage: Storage, partition: string): Promise<string | null> {
  let verified: KnownArchive | null = null;
  for (const known of await findOpenArchives(context.keeper(), partition)) {
    if (known.state === 'verified' && isSame(known, await readArchive({ ...context, storage }, known.key)))
      verified = known;
    else await discard(context, storage, known.key);
  }
  return verified?.key ?? null;
}

async function archive(context: ArchiveContext, storage: Storage, partition: string): Promise<string> {
  const key = `${ARCHIVES_PREFIX}${partition}-${newId()}.ndjson.gz`;
  await beginArchive(context.keeper(), partition, key);
  const table = `event_partition."${partition}"`;
  const written = await writeArchive({ ...context, storage }, { table, key });
  if (!isSame(written, await readArchive({ ...context, storage }, key))) {
    throw new Error(`the storage does not give back what was written to ${key}`);
  }
  if (!(await verifiedArchive(context.keeper(), key, written))) throw new Error(`${key} was given up by another run`);
  return key;
}

async function archiveAndDrop(context: ArchiveContext, storage: Storage, partition: string): Promise<DropOutcome> {
  let outcome: DropOutcome = 'changed';
  for (let tries = 0; tries < TRIES && outcome === 'changed'; tries += 1) {
    const key = (await findVerified(context, storage, partition)) ?? (await archive(context, storage, partition));
    await context.mayGoOn();
    outcome = await dropArchived(context.keeper(), partition, key);
    if (outcome === 'changed') await discard(context, storage, key);
  }
  return outcome;
}

/**
 * Archives the partitions of days that ended more than `days` days ago, oldest first. Drops each partition once its archive was
 * read back whole from the storage. After a kill at any point the run is repeated: an unverified archive is removed, a verified one
 * is used.
 */
export async function archiveEvents(context: ArchiveContext, storage: Storage, days: number): Promise<ArchiveResult> {
  const note = `kept for ${days} days`;
  if (!context.dryRun && !(await isAlone(context.client))) return { count: 0, note: 'another run archives' };
  const expired = await findPartitionsBefore(context.keeper(), days);
  if (context.dryRun) return { count: expired.length, note };
  const left: string[] = [];
  for (const partition of expired) {
    const outcome = await archiveAndDrop(context, storage, partition);
    if (outcome !== 'dropped') left.push(`${partition}: ${outcome}`);
  }
  const count = expired.length - left.length;
  return { count, note: [note, ...left].join('; ') };
}
