import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import type { FileKind, FileStatus, ScanState, Variant } from './files.contract.ts';

export interface StoredVariant {
  variant: Variant;
  contentType: string;
  size: number;
  width: number | null;
  height: number | null;
}

export interface FileRow {
  id: string;
  ownerId: string | null;
  kind: FileKind;
  name: string;
  contentType: string;
  /** Bytes, as text: 64 bits in Postgres. */
  size: string;
  sha256: string;
  version: number;
  status: FileStatus;
  errorCode: string | null;
  errorMessage: string | null;
  meta: Record<string, unknown> | null;
  scan: ScanState;
  jobId: string | null;
  expiresAt: Date | null;
  /** Only its owner can download it: there are no links to it. */
  signInOnly: boolean;
  createdAt: Date;
  readyAt: Date | null;
  variants: StoredVariant[];
}

/** Columns of the table under the alias `f`. */
const COLUMNS = sql`f.id, f.owner_id as "ownerId", f.kind, f.name, f.content_type as "contentType", f.size::text as size,
  encode(f.sha256, 'hex') as sha256, f.version, f.status, f.error_code as "errorCode", f.error_message as "errorMessage",
  f.meta, f.scan, f.job_id as "jobId", f.expires_at as "expiresAt", f.sign_in_only as "signInOnly",
  f.created_at as "createdAt", f.ready_at as "readyAt",
  coalesce((select json_agg(json_build_object('variant', o.variant, 'contentType', o.content_type, 'size', o.bytes,
      'width', o.width, 'height', o.height) order by o.variant)
    from stored_object o where o.file_id = f.id and o.state = 'live' and o.variant <> 'original'), '[]') as variants`;

/** Neither deleted nor expired. */
const IS_THERE = sql`f.deleted_at is null and (f.expires_at is null or f.expires_at > now())`;

export async function findFile(em: Em, fileId: string): Promise<FileRow | undefined> {
  return await row<FileRow>(em, sql`select ${COLUMNS} from file f where f.id = ${fileId} and ${IS_THERE}`);
}

/** Finds files by their ids. */
export async function findFiles(em: Em, ids: readonly string[]): Promise<Map<string, FileRow>> {
  const found = await rows<FileRow>(
    em,
    sql`select ${COLUMNS} from file f where f.id = any(${[...ids]}::uuid[]) and ${IS_THERE}`,
  );
  return new Map(found.map((file) => [file.id, file]));
}

export const FILE_SORTS = ['newest', 'oldest', 'largest', 'name'] as const;
export type FileSort = (typeof FILE_SORTS)[number];

export interface FileFilter {
  kind?: FileKind | undefined;
  /** Files of this kind are left out. */
  except?: FileKind | undefined;
  /** Media type, or only its part before the slash. */
  type?: string | undefined;
  status?: FileStatus | undefined;
  scan?: ScanState | undefined;
  /** Part of the name, in any case. */
  name?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** Sort key of a row as text, and the id that settles ties. */
export type FileCursor = [key: string, id: string];

interface Order {
  key: RawBuilder<unknown>;
  type: RawBuilder<unknown>;
  descending: boolean;
}

const ORDERS: Readonly<Record<FileSort, Order>> = {
  newest: { key: sql`f.id`, type: sql`uuid`, descending: true },
  oldest: { key: sql`f.id`, type: sql`uuid`, descending: false },
  largest: { key: sql`f.size`, type: sql`bigint`, descending: true },
  name: { key: sql`lower(f.name)`, type: sql`text`, descending: false },
};

export interface ListedFile extends FileRow {
  sortKey: string;
}

function conditions(filter: FileFilter): RawBuilder<unknown>[] {
  const { kind, except, type, status, scan, name, from, to } = filter;
  return [
    ...(kind === undefined ? [] : [sql`f.kind = ${kind}`]),
    ...(except === undefined ? [] : [sql`f.kind <> ${except}`]),
    ...(type === undefined
      ? []
      : [type.includes('/') ? sql`f.content_type = ${type}` : sql`f.content_type like ${`${type}/%`}`]),
    ...(status === undefined ? [] : [sql`f.status = ${status}`]),
    ...(scan === undefined ? [] : [sql`f.scan = ${scan}`]),
    // Names are stored in NFC, so the filter matches in either form.
    ...(name === undefined ? [] : [sql`strpos(lower(f.name), lower(${name.normalize('NFC')})) > 0`]),
    ...(from === undefined ? [] : [sql`f.created_at >= ${from}`]),
    ...(to === undefined ? [] : [sql`f.created_at < ${to}`]),
  ];
}

/** At most `limit` files of a user. */
export async function listFiles(
  em: Em,
  ownerId: string,
  filter: FileFilter,
  sort: FileSort,
  after: FileCursor | null,
  limit: number,
): Promise<ListedFile[]> {
  const { key, type, descending } = ORDERS[sort];
  const direction = descending ? sql`desc` : sql`asc`;
  const beyond = descending ? sql`<` : sql`>`;
  const where = [sql`f.owner_id = ${ownerId}`, IS_THERE, ...conditions(filter)];
  if (after !== null) where.push(sql`(${key}, f.id) ${beyond} (${after[0]}::${type}, ${after[1]}::uuid)`);
  return await rows<ListedFile>(
    em,
    sql`select ${COLUMNS}, (${key})::text as "sortKey" from file f where ${sql.join(where, sql` and `)}
        order by ${key} ${direction}, f.id ${direction} limit ${limit}`,
  );
}

export interface Usage {
  usedBytes: number;
  reservedBytes: number;
  quotaBytes: number;
  fileCount: number;
}

/**
 * How much a user stores.
 * @param quotaBytes the quota of a user without one of their own
 */
export async function findUsage(em: Em, userId: string, quotaBytes: number): Promise<Usage> {
  const found = await row<{ used: string; reserved: string; quota: string | null; files: number }>(
    em,
    sql`select used_bytes::text as used, reserved_bytes::text as reserved, quota_bytes::text as quota, file_count as files
        from user_storage where user_id = ${userId}`,
  );
  return {
    usedBytes: Number(found?.used ?? 0),
    reservedBytes: Number(found?.reserved ?? 0),
    quotaBytes: Number(found?.quota ?? quotaBytes),
    fileCount: found?.files ?? 0,
  };
}

/** The object that holds the present bytes of a variant. */
export interface ServedObject {
  variant: Variant;
  key: string;
  contentType: string;
  size: number;
  sha256: string;
}

export interface ServedFile extends FileRow {
  objects: ServedObject[];
}

/** A file and its objects, in one statement: readers of ranges repeat it many times. */
export async function findServedFile(em: Em, fileId: string): Promise<ServedFile | undefined> {
  return await row<ServedFile>(
    em,
    sql`select ${COLUMNS}, coalesce((select json_agg(json_build_object('variant', o.variant, 'key', o.key,
              'contentType', o.content_type, 'size', o.bytes, 'sha256', encode(o.sha256, 'hex')) order by o.version desc)
            from stored_object o where o.file_id = f.id and o.state = 'live'), '[]') as objects
        from file f where f.id = ${fileId} and ${IS_THERE}`,
  );
}
