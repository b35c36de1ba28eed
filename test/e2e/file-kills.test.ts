import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { loadConfig } from '../../src/platform/config.ts';
import { row, rows, run } from '../../src/platform/db/sql.ts';
import { createStorage } from '../../src/platform/storage/create-storage.ts';
import type { Storage } from '../../src/platform/storage/storage.ts';
import { noise } from '../support/media/image-files.ts';
import { type System, signUp, startSystem, until } from '../support/system.ts';
import { type S3Server, startS3Server } from '../support/versitygw.ts';

/** Kills of API, worker and storage server by turns; `FILE_KILLS=30` for as many as were shown once. */
const KILLS = Number(process.env.FILE_KILLS ?? 6);
const SENDERS = 3;
/** Between two requests of a sender: as much as a worker takes that is killed all the time. */
const PAUSE_MS = 400;
const LIMIT_MS = 300_000;

let system: System | undefined;
let store: S3Server | undefined;
let folder = '';
afterEach(async () => {
  await system?.stop();
  await store?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Pseudo-random numbers below 1 that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

async function sample(kind: number): Promise<{ name: string; bytes: Buffer }> {
  if (kind === 0) return { name: 'photo.jpg', bytes: await noise(640, 480).jpeg().toBuffer() };
  if (kind === 1) return { name: 'rows.csv', bytes: Buffer.from(`a,b\n${Math.trunc(performance.now() * 1e6)},2\n`) };
  // Accepted, and found to be broken when it is processed.
  return { name: 'broken.png', bytes: (await noise(64, 64).png().toBuffer()).subarray(0, 900) };
}

async function keysOf(storage: Storage): Promise<string[]> {
  const keys: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await storage.list('files/', cursor === undefined ? {} : { cursor });
    keys.push(...page.items.map(({ key }) => key));
    cursor = page.next;
  }
  return keys;
}

test('after kills of any part under load, an accepted file is ready or has failed; rows, objects and quota agree', async () => {
  folder = await mkdtemp(join(tmpdir(), 'vibe-file-kills-'));
  store = await startS3Server();
  const { s3 } = store.storage;
  if (s3 === null) throw new Error('the server is one of S3');
  const env = {
    S3_BUCKET: s3.bucket,
    S3_ENDPOINT: s3.endpoint ?? '',
    S3_REGION: s3.region,
    S3_ACCESS_KEY_ID: s3.accessKeyId ?? '',
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey ?? '',
    S3_FORCE_PATH_STYLE: 'true',
    UPLOAD_SPOOL_DIR: join(folder, 'spool'),
    UPLOAD_MIN_FREE_BYTES: '0',
  };
  system = await startSystem({ env });
  const running = system;
  const { token, id: userId } = await signUp(running.api.url, 'ann@example.test');
  const accepted = new Set<string>();
  const answers: Record<string, number> = {};
  let sending = true;
  const senders = Array.from({ length: SENDERS }, async (_, sender) => {
    for (let request = 0; sending; request += 1) {
      const form = new FormData();
      for (const kind of [0, 1, 2]) {
        const { name, bytes } = await sample(kind);
        form.append('files', new File([bytes as never], name));
      }
      // A request without an answer is sent again, with the same key, as a client would.
      for (let done = false; !done && sending; ) {
        const answer = await fetch(`${running.api.url}/api/files/upload`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'idempotency-key': `${sender}-${request}` },
          body: form,
        }).catch(() => null);
        const status = answer === null ? 'none' : String(answer.status);
        answers[status] = (answers[status] ?? 0) + 1;
        const json = (await answer?.json().catch(() => null)) as { results?: { file: { id: string } | null }[] } | null;
        done = answer !== null && answer.status < 500;
        await delay(done ? PAUSE_MS : 100);
        for (const { file } of json?.results ?? []) if (file) accepted.add(file.id);
      }
    }
  });
  const random = seeded(20_261_129);
  const kills: [string, () => Promise<void>][] = [
    ['API', () => running.killApi()],
    ['worker', () => running.killWorker()],
    ['storage', async () => (store as S3Server).kill()],
  ];
  const killed: Record<string, number> = {};
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = accepted.size;
    await until(async () => accepted.size > before, LIMIT_MS, `files accepted before kill ${kill}`);
    await delay(random() * 600);
    const [name, end] = kills[kill % kills.length] as (typeof kills)[number];
    await end();
    killed[name] = (killed[name] ?? 0) + 1;
  }
  const before = accepted.size;
  await until(async () => accepted.size > before, LIMIT_MS, 'files accepted after the last kill');
  sending = false;
  await Promise.all(senders);

  const open = () =>
    row<{ count: number }>(running.em(), sql`select count(*)::int as count from file where status = 'processing'`);
  await until(async () => (await open())?.count === 0, LIMIT_MS, 'all files processed');
  const states = await rows<{ id: string; state: string }>(
    running.em(),
    sql`select id, status || ':' || coalesce(error_code, '') as state from file`,
  );
  const stateOf = new Map(states.map(({ id, state }) => [id, state]));
  expect([...accepted].filter((id) => !['ready:', 'failed:unreadable'].includes(stateOf.get(id) ?? ''))).toEqual([]);
  expect(new Set(stateOf.values())).toEqual(new Set(['ready:', 'failed:unreadable']));

  // What was cut off is found by its lease. A deletion asks for the purge that does it.
  await run(running.em(), sql`update stored_object set lease_until = now() where state = 'writing'`);
  const [first] = accepted;
  const gone = await fetch(`${running.api.url}/api/files/${first}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(gone.status).toBe(204);
  const loose = () =>
    row<{ count: number }>(running.em(), sql`select count(*)::int as count from stored_object where state <> 'live'`);
  await until(async () => (await loose())?.count === 0, LIMIT_MS, 'what was cut off purged');
  const storage = createStorage(loadConfig(env).storage);
  const named = await rows<{ key: string }>(running.em(), sql`select key from stored_object order by key collate "C"`);
  expect(await keysOf(storage)).toEqual(named.map(({ key }) => key));
  storage.close();
  const usage = await row(
    running.em(),
    sql`select s.used_bytes = (select coalesce(sum(bytes), 0) from stored_object where owner_id = s.user_id) as used,
          s.reserved_bytes::int as reserved, s.file_count = (select count(*) from file where deleted_at is null)::int as files
        from user_storage s where user_id = ${userId}`,
  );
  expect(usage).toEqual({ used: true, reserved: 0, files: true });
  const inSpool = (await readdir(join(folder, 'spool'))).filter((name) => name.startsWith('media-'));
  expect(killed).toEqual(expect.objectContaining({ API: Math.ceil(KILLS / 3) }));
  process.stdout.write(
    `${JSON.stringify(killed)} killed: ${accepted.size} files accepted, ${states.length} in all, answers ${JSON.stringify(answers)}, ` +
      `${inSpool.length} folders of killed workers in the spool\n`,
  );
}, 900_000);
