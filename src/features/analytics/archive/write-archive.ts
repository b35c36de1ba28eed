import { pipeline, Readable } from 'node:stream';
import { pipeline as pipelineDone } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type pg from 'pg';
import { Digest } from '../../../platform/storage/digest.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import { createPseudonyms } from './pseudonyms.ts';

/** Rows of one read. */
const PAGE = 5_000;
const CONTENT_TYPE = 'application/x-ndjson+gzip';
const NEWLINE = 10;
/** Bytes of unpacked text that are handled at a time. */
const CHUNK_BYTES = 4_194_304;

/** What an archive in the storage contains. */
export interface ArchiveFacts {
  events: number;
  bytes: number;
  sha256: string;
}

export interface WrittenArchive extends ArchiveFacts {
  firstAt: Date | null;
  lastAt: Date | null;
}

interface PageRow {
  line: string;
  at: Date;
}

/**
 * Each event is one object: id, name, when, who, source, machine, properties. Properties sent by clients are left out, and so are
 * names beyond the limit of the installation.
 * @param table quoted
 */
const select = (table: string) =>
  `select json_build_object('id', e.id, 'name', case when e.source = 'system' or n.name is not null then e.name else '(other)' end,
     'at', e.occurred_at, 'user', e.user_id, 'source', e.source, 'machine', e.machine,
     'properties', case when e.source = 'system' then e.properties else '{}' end)::text as line, e.occurred_at as at
   from ${table} e left join event_name n on e.source <> 'system' and n.name = e.name order by e.id`;

/**
 * Writes the events of a partition to the storage, from one snapshot and in flat memory.
 * @param client outside of any transaction
 * @param table quoted name of the partition
 * @param mayGoOn called between two pages; an error of it ends the writing
 */
export async function writeArchive(
  { client, storage, mayGoOn }: { client: pg.Client; storage: Storage; mayGoOn(): Promise<void> },
  { table, key }: { table: string; key: string },
): Promise<WrittenArchive> {
  const pseudonymous = createPseudonyms();
  const written = { events: 0, firstAt: null as Date | null, lastAt: null as Date | null };
  const note = ({ at }: PageRow) => {
    if (written.firstAt === null || at < written.firstAt) written.firstAt = at;
    if (written.lastAt === null || at > written.lastAt) written.lastAt = at;
  };
  async function* lines() {
    for (;;) {
      await mayGoOn();
      const { rows } = await client.query<PageRow>(`fetch ${PAGE} from archived`);
      if (rows.length === 0) return;
      rows.forEach(note);
      written.events += rows.length;
      yield Buffer.from(pseudonymous(rows.map(({ line }) => `${line}\n`).join('')));
    }
  }
  await client.query('begin transaction isolation level repeatable read read only');
  try {
    await client.query(`set local timezone = 'UTC'`);
    await client.query(`declare archived no scroll cursor for ${select(table)}`);
    const gzip = createGzip();
    // An error of the rows ends the stream that the storage reads, and then the storage rejects.
    pipeline(Readable.from(lines(), { objectMode: false }), gzip, () => undefined);
    const put = await storage.put(key, gzip, { contentType: CONTENT_TYPE });
    if (put.outcome !== 'stored') throw new Error(`${key} is there already`);
    return { ...written, bytes: put.size, sha256: put.sha256 };
  } finally {
    await client.query('rollback');
  }
}

/** Errors of zlib for bytes that are cut short or were never compressed. */
const isUnreadable = (error: unknown) =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');

/**
 * Reads an archive from the storage to its end.
 * @returns null when it does not exist, or is not an archive
 */
export async function readArchive(
  { storage, mayGoOn }: { storage: Storage; mayGoOn(): Promise<void> },
  key: string,
): Promise<ArchiveFacts | null> {
  const found = await storage.get(key);
  if (found.outcome !== 'found') return null;
  const digest = new Digest(undefined);
  let events = 0;
  const count = async (unpacked: AsyncIterable<Buffer>) => {
    for await (const chunk of unpacked) {
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) events += 1;
      await mayGoOn();
    }
  };
  try {
    await pipelineDone(found.body, digest, createGunzip({ chunkSize: CHUNK_BYTES }), count);
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
  return { events, bytes: digest.byteCount, sha256: digest.sha256() };
}
