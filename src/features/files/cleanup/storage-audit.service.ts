import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { type ListedObject, MAX_PAGE, type Storage } from '../../../platform/storage/storage.ts';

/** Prefix of uploads and their variants. Files that the system makes have prefixes of their own. */
const PREFIX = 'files/';
/** The first key, by bytes, that sorts after the prefix. */
const PAST_PREFIX = 'files0';
/** Younger objects may belong to a transaction that was still open during the listing. */
const MIN_AGE = sql`interval '1 hour'`;
const MIN_AGE_MS = 3_600_000;
/**
 * More differences than this are no accident of single objects, but a wrong bucket or a database of another day. They are reported
 * and not repaired.
 */
const MAX_REPAIRS = 1_000;
const MAX_SHARE = 0.1;
/** With fewer objects a share says nothing. */
const SHARE_FROM = 100;
const SHOWN = 5;

export interface AuditContext {
  em(): Em;
  storage: Storage;
  dryRun: boolean;
  /** Called between any two pages. Throws when the pass must end. */
  mayGoOn(): Promise<void>;
}

export interface AuditResult {
  count: number;
  note?: string;
}

interface KnownObject {
  key: string;
  isLive: boolean;
  isOld: boolean;
}

/** The rows between two pages of the listing, sorted by bytes like the listing. */
async function rowsBetween(em: Em, after: string, until: string | null): Promise<KnownObject[]> {
  const below = until === null ? sql`key collate "C" < ${PAST_PREFIX}` : sql`key collate "C" <= ${until}`;
  return await rows(
    em,
    sql`select key, state = 'live' as "isLive", created_at < now() - ${MIN_AGE} as "isOld" from stored_object
        where key collate "C" > ${after} and ${below} order by key collate "C"`,
  );
}

interface Disagreements {
  objects: number;
  /** Objects without a row. */
  stray: string[];
  /** Live rows without an object. */
  missing: string[];
}

/** Walks the listing of the storage and the rows side by side. Needs the memory of a page and of the differences. */
async function compare({ em, storage, mayGoOn }: AuditContext): Promise<Disagreements> {
  const found: Disagreements = { objects: 0, stray: [], missing: [] };
  let after = PREFIX;
  for (let cursor: string | null | undefined; cursor !== null; ) {
    await mayGoOn();
    const page = await storage.list(PREFIX, { limit: MAX_PAGE, ...(cursor === undefined ? {} : { cursor }) });
    const last: ListedObject | undefined = page.items.at(-1);
    const until = page.next === null ? null : (last?.key ?? null);
    const known = await rowsBetween(em(), after, until);
    const named = new Set(known.map(({ key }) => key));
    const listed = new Set(page.items.map(({ key }) => key));
    found.objects += page.items.length;
    const old = page.items.filter(({ modifiedAt }) => modifiedAt.getTime() < Date.now() - MIN_AGE_MS);
    found.stray.push(...old.filter(({ key }) => !named.has(key)).map(({ key }) => key));
    found.missing.push(
      ...known.filter(({ key, isLive, isOld }) => isLive && isOld && !listed.has(key)).map(({ key }) => key),
    );
    after = until ?? after;
    cursor = page.next;
  }
  return found;
}

function isTooMany(count: number, all: number): boolean {
  return count > MAX_REPAIRS || (all >= SHARE_FROM && count > all * MAX_SHARE);
}

function described(keys: readonly string[], doubt: boolean): AuditResult {
  const sample = keys.slice(0, SHOWN).join(', ');
  const warning = doubt ? 'too many to be repaired unseen; ' : '';
  return { count: keys.length, ...(keys.length === 0 ? {} : { note: `${warning}for example ${sample}` }) };
}

/** Writes off a lost object. If it is an original, the file fails and its owner sees why. The owner gets the room back. */
async function writeOff(em: Em, key: string): Promise<void> {
  await transact(em, (tx) =>
    run(
      tx,
      sql`with lost as (
            update stored_object set state = 'garbage', lease_until = null, garbage_at = now()
            where key = ${key} and state = 'live' returning file_id, owner_id, variant, bytes),
          failed as (
            update file set status = 'failed', error_code = 'original_missing', error_message = 'The bytes of the file are lost'
            from lost where file.id = lost.file_id and lost.variant = 'original' and deleted_at is null)
          update user_storage set used_bytes = used_bytes - lost.bytes from lost
          where user_id = lost.owner_id and exists (select from file f where f.id = lost.file_id and f.kind = 'upload')`,
    ),
  );
}

/**
 * Compares storage and rows in both directions, and repairs single differences: objects without a row are deleted, rows without an
 * object are written off.
 */
export async function auditObjects(context: AuditContext): Promise<{ stray: AuditResult; missing: AuditResult }> {
  const { em, storage, dryRun, mayGoOn } = context;
  const { objects, stray, missing } = await compare(context);
  const doubt = isTooMany(stray.length, objects) || isTooMany(missing.length, objects + missing.length);
  if (!dryRun && !doubt) {
    for (let at = 0; at < stray.length; at += MAX_PAGE) {
      await mayGoOn();
      await storage.deleteMany(stray.slice(at, at + MAX_PAGE));
    }
    for (const key of missing) {
      await mayGoOn();
      // A listing may lag behind. A look-up by key does not.
      if ((await storage.head(key)) === undefined) await writeOff(em(), key);
    }
  }
  return { stray: described(stray, doubt), missing: described(missing, doubt) };
}

/** Reads some objects again and compares their hashes. No listing shows bytes that a disk has changed. */
export async function sampleObjects({ em, storage, mayGoOn }: AuditContext, count: number): Promise<AuditResult> {
  const sample = await rows<{ key: string; sha256: string }>(
    em(),
    sql`select key, encode(sha256, 'hex') as sha256 from stored_object tablesample bernoulli (
          least(100, 200.0 * ${count}::int / greatest(1, (select reltuples from pg_class where oid = 'stored_object'::regclass))))
        where state = 'live' order by random() limit ${count}`,
  );
  const wrong: string[] = [];
  for (const { key, sha256 } of sample) {
    await mayGoOn();
    const found = await storage.get(key);
    if (found.outcome !== 'found') continue; // `auditObjects` reports those.
    const hash = createHash('sha256');
    for await (const chunk of found.body) hash.update(chunk as Buffer);
    if (hash.digest('hex') !== sha256) wrong.push(key);
  }
  return { count: wrong.length, note: [`${sample.length} read`, ...wrong.slice(0, SHOWN)].join('; ') };
}
