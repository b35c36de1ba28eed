import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { sql } from 'kysely';
import pino from 'pino';
import { createFileActivities } from '../../activities/files/files.activities.ts';
import { measureProcessing } from '../../src/features/files/file-metrics.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { rows, run } from '../../src/platform/db/sql.ts';
import { MediaPool } from '../../src/platform/media/media-pool.ts';
import { createStorage } from '../../src/platform/storage/create-storage.ts';
import { pathOf } from '../../src/platform/storage/local-tree.ts';
import type { Storage } from '../../src/platform/storage/storage.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from './composed-api.ts';
import { createDatabase } from './database.ts';

/** What an upload or a file answers; tests look into it. */
type Json = ReturnType<typeof JSON.parse>;

export interface FormFile {
  name: string;
  bytes: Uint8Array | string;
  /** What the client claims that it is. */
  type?: string;
}

export interface FilesFixture extends ComposedApi {
  url: string;
  ann: ComposedPerson;
  bob: ComposedPerson;
  admin: ComposedPerson;
  storage: Storage;
  /** Which decodes for {@link FilesFixture.work}. */
  pool: MediaPool;
  spool: string;
  upload(
    files: readonly FormFile[],
    options?: { token?: string; key?: string; sha256?: readonly string[] },
  ): Promise<{ status: number; headers: Headers; json: Json }>;
  /** Uploads one that must be accepted, and gives it. */
  accepted(file: FormFile, token?: string): Promise<Json>;
  call(
    method: string,
    path: string,
    options?: { token?: string; body?: unknown },
  ): Promise<{ status: number; json: Json }>;
  get(path: string, headers?: Record<string, string>, token?: string, method?: string): Promise<Response>;
  /** Does the work of all jobs that wait, in this process, as the worker's activities would. */
  work(options?: { clamd?: string; attempt?: number }): Promise<void>;
  /** Keys of all objects. */
  keys(): Promise<string[]>;
  /** Makes an object two hours old. */
  age(key: string): Promise<void>;
  /** What is left in the spool. */
  spooled(): Promise<string[]>;
  /** Rows without an object, objects without a row, and by how much the usage of anyone is off. */
  disagreements(): Promise<{ rows: string[]; objects: string[]; usage: Json[] }>;
}

export async function createFilesFixture(env: Record<string, string> = {}): Promise<FilesFixture> {
  const database = await createDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'vibe-files-'));
  const spool = join(folder, 'spool');
  const given = { STORAGE_DIR: join(folder, 'storage'), UPLOAD_SPOOL_DIR: spool, UPLOAD_MIN_FREE_BYTES: '0', ...env };
  const api = composedApi(database.url, given);
  const { url } = await api.app.listen();
  const [ann, bob, admin] = [
    await personOf(api.em(), url, 'ann', 'user'),
    await personOf(api.em(), url, 'bob', 'user'),
    await personOf(api.em(), url, 'admin', 'admin'),
  ];
  const config = loadConfig({ ...given, DATABASE_URL: database.url });
  const storage = createStorage(config.storage);
  const pool = new MediaPool({ size: 2 });
  const chains = new Map<string, string>();
  const processing = measureProcessing(api.registry);

  const fixture: FilesFixture = {
    ...api,
    url,
    ann,
    bob,
    admin,
    storage,
    pool,
    spool,
    async upload(files, { token = ann.token, key, sha256 = [] } = {}) {
      const form = new FormData();
      for (const { name, bytes, type = 'application/octet-stream' } of files) {
        form.append('files', new File([bytes as never], name, { type }));
      }
      for (const hash of sha256) form.append('sha256', hash);
      const headers = { authorization: `Bearer ${token}`, ...(key === undefined ? {} : { 'idempotency-key': key }) };
      const answer = await fetch(`${url}/api/files/upload`, { method: 'POST', headers, body: form });
      return { status: answer.status, headers: answer.headers, json: await answer.json() };
    },
    async accepted(file, token) {
      const { status, json } = await fixture.upload([file], token === undefined ? {} : { token });
      if (status !== 202) throw new Error(JSON.stringify(json));
      return json.results[0].file;
    },
    async call(method, path, { token = ann.token, body } = {}) {
      const answer = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, json: text === '' ? null : JSON.parse(text) };
    },
    get: (path, headers = {}, token = ann.token, method = 'GET') =>
      fetch(url + path, {
        method,
        headers: { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...headers },
      }),
    async work({ clamd, attempt = 1 } = {}) {
      const workConfig =
        clamd === undefined ? config : loadConfig({ ...given, DATABASE_URL: database.url, CLAMD_ADDRESS: clamd });
      const logger = pino({ level: 'silent' });
      const activities = createFileActivities({
        em: api.em,
        config: workConfig,
        storage,
        pool,
        metrics: processing,
        logger,
      });
      // Their hour is not waited for, so one that has run may be meant by what was deleted since.
      await run(
        api.em(),
        sql`update job set status = 'queued', chain_id = null, finished_at = null where type = 'file_purge'`,
      );
      const jobs = await rows<{ id: string; type: string }>(
        api.em(),
        sql`select id, type from job where type in ('file_processing', 'file_purge') and status in ('queued', 'running') order by id`,
      );
      for (const { id, type } of jobs) {
        // The next attempt of a run is of the same chain.
        const chainId = (type === 'file_purge' ? undefined : chains.get(id)) ?? newId();
        chains.set(id, chainId);
        const environment = new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') });
        const activity = type === 'file_purge' ? activities.purgeFiles : activities.processFiles;
        await environment.run(activity, { fence: { jobId: id, generation: 1, chainId } });
      }
    },
    async keys() {
      return (await storage.list('')).items.map(({ key }) => key);
    },
    async age(key) {
      const then = new Date(Date.now() - 2 * 3_600_000);
      await utimes(pathOf(join(folder, 'storage', 'objects'), key), then, then);
    },
    async spooled() {
      return await readdir(spool).catch(() => []);
    },
    async disagreements() {
      const known = await rows<{ key: string }>(api.em(), sql`select key from stored_object`);
      const stored = new Set(await fixture.keys());
      const named = new Set(known.map(({ key }) => key));
      const usage = await rows<Json>(
        api.em(),
        sql`select s.user_id, s.used_bytes::text as used, s.reserved_bytes::text as reserved, coalesce(o.bytes, 0)::text as bytes
            from user_storage s left join (
              select owner_id, sum(bytes) as bytes from stored_object where state = 'live' group by owner_id) o
              on o.owner_id = s.user_id
            where s.used_bytes <> coalesce(o.bytes, 0) or s.reserved_bytes <> 0`,
      );
      return {
        rows: [...named].filter((key) => !stored.has(key)),
        objects: [...stored].filter((key) => !named.has(key)),
        usage,
      };
    },
    async close() {
      await api.close();
      pool.close();
      storage.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return fixture;
}

export const IN_AGREEMENT = { rows: [], objects: [], usage: [] };
