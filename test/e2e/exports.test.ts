import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { loadConfig } from '../../src/platform/config.ts';
import { row, run } from '../../src/platform/db/sql.ts';
import { createStorage } from '../../src/platform/storage/create-storage.ts';
import { type Answer, ask } from '../support/http.ts';
import { type MailSink, startMailSink } from '../support/mail-sink.ts';
import { type Member, type System, signUp, startSystem, until } from '../support/system.ts';
import { unzip } from '../support/unzip.ts';

/** Exports through the real programs: asked for over HTTP, written by the worker, downloaded by the link in the mail. */

let sink: MailSink;
let system: System;
let admin = '';
let ada: Member;
beforeAll(async () => {
  sink = await startMailSink(0, { keep: true });
  system = await startSystem({ sink });
  admin = await system.adminToken();
  ada = await signUp(system.api.url, 'ada@example.test');
}, 120_000);
afterAll(async () => {
  await system.stop();
  await sink.close();
});

const call = (token: string, method: string, path: string, body?: unknown): Promise<Answer> =>
  ask(method, `${system.api.url}/api/jobs/export${path}`, { token, body });

async function exported(token: string, body: object): Promise<Answer['body']> {
  const asked = await call(token, 'POST', '', body);
  expect([asked.status, asked.body.code]).toEqual([202, undefined]);
  const path = `/${asked.body.id}`;
  await until(
    async () => !['queued', 'running'].includes(String((await call(token, 'GET', path)).body.status)),
    60_000,
    'the export ends',
  );
  return (await call(token, 'GET', path)).body;
}

interface Ready {
  rows: number;
  file: { name: string; sha256: string; bytes: number };
  links: { download: string };
}

async function download(
  { links }: Pick<Ready, 'links'>,
  token?: string,
): Promise<{ status: number; bytes: Buffer; headers: Headers }> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(links.download.replace(/^https?:\/\/[^/]+/, system.api.url), { headers });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
}

describe('an export of prices', () => {
  beforeAll(async () => {
    await run(
      system.em(),
      sql`insert into asset (id, symbol, name) values (1, 'NVDA', 'NVIDIA'), (2, 'SPX', 'S&P 500')`,
    );
    await run(
      system.em(),
      sql`insert into price (asset_id, at, price, volume)
          select asset, timestamptz '2026-03-29T00:30:00Z' + n * interval '1 hour', n - 1.5, null
          from generate_series(1, 2) as asset, generate_series(0, 2) as n`,
    );
  });

  const body = {
    dataset: 'prices',
    format: 'csv',
    columns: ['at', 'symbol', 'price', 'volume'],
    timeZone: 'Europe/Berlin',
  };

  test('an export of prices is a table in the requested zone, through the change of its clocks', async () => {
    const ready = (await exported(admin, { ...body, filters: { symbol: 'SPX' } })) as unknown as Ready;
    expect(ready).toMatchObject({ status: 'ready', rows: 3 });
    expect(ready.file.name).toMatch(/^prices-\d{8}T\d{6}-Europe_Berlin\.csv$/);
    const { bytes, headers } = await download(ready);
    expect(bytes.toString()).toBe(
      'at (Europe/Berlin),symbol,price,volume\n' +
        '2026-03-29T01:30:00.000+01:00,SPX,-1.5,\n' +
        '2026-03-29T03:30:00.000+02:00,SPX,-0.5,\n' +
        '2026-03-29T04:30:00.000+02:00,SPX,0.5,\n',
    );
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(ready.file.sha256);
    expect(headers.get('content-disposition')).toContain(ready.file.name);
    expect(headers.get('content-length')).toBe(String(ready.file.bytes));
    expect(headers.get('cache-control')).toContain('no-store');
  });

  test.each([
    [
      'ndjson',
      (text: string) =>
        text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown),
    ],
    ['json', (text: string) => JSON.parse(text) as unknown],
  ])('an export of prices is %s, compressed', async (format, read) => {
    const range = { from: '2026-03-29T01:00:00Z', to: '2026-03-29T02:00:00Z' };
    const ready = (await exported(admin, { ...body, format, range, compression: 'gzip' })) as unknown as Ready;
    expect(ready.file.name).toMatch(new RegExp(`\\.${format}\\.gz$`));
    expect(read(gunzipSync((await download(ready)).bytes).toString())).toEqual(
      ['NVDA', 'SPX'].map((symbol) => ({ at: '2026-03-29T03:30:00.000+02:00', symbol, price: -0.5, volume: null })),
    );
  });

  test.each(['csv', 'json', 'ndjson'])('an export of no rows is an empty %s', async (format) => {
    const ready = (await exported(admin, { ...body, format, filters: { symbol: 'NONE' } })) as unknown as Ready;
    const wanted = { csv: 'at (Europe/Berlin),symbol,price,volume\n', json: '[]\n', ndjson: '' }[format];
    expect((await download(ready)).bytes.toString()).toBe(wanted);
  });
});

test('the user of an export gets one notification and one mail, at a verified address', async () => {
  await run(system.em(), sql`update app_user set email_verified_at = now() where id = ${ada.id}`);
  const ready = (await exported(ada.token, { dataset: 'posts', format: 'csv' })) as unknown as Ready & { id: string };
  await until(async () => sink.arrivals.some(({ to }) => to === ada.email), 60_000, 'the mail arrives');
  const told = await row(
    system.em(),
    sql`select (select count(*)::int from notification where user_id = ${ada.id} and kind = 'export_ready') as notifications,
          (select count(*)::int from notification_window where user_id = ${ada.id}) as windows,
          (select count(*)::int from email_message where user_id = ${ada.id} and template = 'export-ready') as mails`,
  );
  expect(told).toEqual({ notifications: 1, windows: 0, mails: 1 });
  expect((await download(ready)).status).toBe(200);
});

test('a link ends with the export, and a changed link finds nothing', async () => {
  const ready = (await exported(ada.token, { dataset: 'alerts', format: 'json' })) as unknown as Ready & { id: string };
  const forged = ready.links.download.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  expect((await download({ links: { download: forged } })).status).toBe(404);
  await run(system.em(), sql`update file set expires_at = now() where id = ${ready.id}`);
  expect((await download(ready)).status).toBe(404);
  expect((await call(ada.token, 'GET', `/${ready.id}`)).body).toMatchObject({
    status: 'expired',
    links: { download: null },
  });
});

test('an export for its signed-in user only has no link that works for others', async () => {
  await run(system.em(), sql`update app_user set email_verified_at = now() where id = ${ada.id}`);
  const body = { dataset: 'posts', format: 'csv', signInOnly: true };
  const ready = (await exported(ada.token, body)) as unknown as Ready & { id: string };
  expect(ready).toMatchObject({ status: 'ready', spec: { signInOnly: true } });
  expect(ready.links.download).toMatch(new RegExp(`/api/files/${ready.id}/download$`));
  const other = await signUp(system.api.url, 'mallory@example.test');
  const statusFor = (token?: string) => download(ready, token).then(({ status }) => status);
  expect([await statusFor(), await statusFor(other.token), await statusFor(admin)]).toEqual([401, 404, 404]);
  expect((await download(ready, ada.token)).bytes).toHaveLength(ready.file.bytes);

  const link = await ask('POST', `${system.api.url}/api/files/${ready.id}/links`, { token: ada.token, body: {} });
  expect([link.status, link.body.code]).toEqual([403, 'sign_in_only']);
  const about = async () => {
    const mails = await Promise.all(sink.messages.map((message) => simpleParser(message)));
    return mails.map(({ text }) => text).find((text) => text?.includes(`/jobs/${ready.id}`));
  };
  await until(async () => (await about()) !== undefined, 60_000, 'the mail arrives');
  expect(await about()).toContain('Only you can download the file, once you have signed in.');
  expect(await about()).not.toContain('/download');
});

/** Texts that formats, spreadsheets or readers could take for something else. */
const TRAPS = [
  '=HYPERLINK("http://evil.example")',
  '\n=1+1',
  '  +1',
  '＝1+1',
  '-2',
  'a "quoted", text;\r\nof two lines',
  'Ελληνικά, русский, עברית, العربية, 中文 🎉',
  '_x0041_ <b>&amp;</b>',
  'C:\\temp\t\\.',
];

async function post(author: Member, body: string): Promise<void> {
  await run(system.em(), sql`insert into post (author_id, body, sentiment) values (${author.id}, ${body}, 'neutral')`);
}

async function upload(owner: Member, name: string, content: string): Promise<string> {
  const form = new FormData();
  form.append('files', new File([content], name));
  const headers = { authorization: `Bearer ${owner.token}` };
  const answer = await fetch(`${system.api.url}/api/files/upload`, { method: 'POST', headers, body: form });
  const { results } = (await answer.json()) as { results: { file: { id: string } }[] };
  return String(results[0]?.file.id);
}

describe('everything of a user', () => {
  let eve: Member;
  let eveFiles: string[] = [];
  beforeAll(async () => {
    eve = await signUp(system.api.url, 'eve@example.test', 'Eve');
    for (const text of TRAPS) await post(eve, text);
    await post(ada, 'by somebody else');
    eveFiles = [await upload(eve, 'notes.txt', 'kept'), await upload(eve, 'gone.txt', 'lost')];
    await upload(ada, 'hers.txt', 'by somebody else');
    const { key } = (await row<{ key: string }>(
      system.em(),
      sql`select key from stored_object where file_id = ${eveFiles[1]}`,
    )) ?? { key: '' };
    const storage = createStorage(loadConfig(system.env).storage);
    await storage.delete(key);
    storage.close();
  });

  test('the archive of a user is a ZIP with all that is theirs, nothing of others, and a manifest that fits', async () => {
    const ready = (await exported(eve.token, { dataset: 'archive', format: 'zip' })) as unknown as Ready;
    const { bytes } = await download(ready);
    const files = unzip(bytes);
    expect([...files.keys()].at(-1)).toBe('manifest.json');
    const manifest = JSON.parse(String(files.get('manifest.json'))) as {
      tables: { name: string; bytes: number; sha256: string }[];
      files: { name: string | null; fileId: string; outcome: string; bytes: number; sha256: string }[];
    };
    const [kept, lost] = manifest.files;
    expect(kept).toMatchObject({ name: 'files/notes.txt', fileId: eveFiles[0], outcome: 'included' });
    expect(lost).toMatchObject({ name: null, fileId: eveFiles[1], outcome: 'missing' });
    const listed = [...manifest.tables, ...manifest.files.filter(({ name }) => name !== null)];
    expect(listed.map(({ name }) => name)).toEqual([...files.keys()].slice(0, -1));
    for (const { name, bytes: size, sha256 } of listed) {
      const content = files.get(String(name)) as Buffer;
      expect(content.length).toBe(size);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
    const posts = String(files.get('posts.ndjson')).trimEnd().split('\n');
    expect(posts.map((line) => (JSON.parse(line) as { body: string }).body)).toEqual(TRAPS);
    expect(Buffer.concat([...files.values()]).includes('by somebody else')).toBe(false);
    expect(Buffer.concat([...files.values()]).includes(ada.id)).toBe(false);
  });

  test('an export of a user’s posts opens in a spreadsheet as texts', async () => {
    const body = { dataset: 'posts', format: 'csv', columns: ['body'], dialect: 'excel-semicolon' };
    const ready = (await exported(eve.token, body)) as unknown as Ready;
    const text = (await download(ready)).bytes.toString();
    const field = (value: string) => (/[";\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    const guarded = TRAPS.map((trap, index) => (index < 5 ? `'${trap}` : trap));
    expect(text).toBe(`\ufeffbody\n${guarded.map((value) => `${field(value)}\n`).join('')}`);
  });

  test('an export of a user’s posts is a workbook whose texts stay texts', async () => {
    const ready = (await exported(eve.token, {
      dataset: 'posts',
      format: 'xlsx',
      columns: ['body', 'likeCount'],
    })) as unknown as Ready;
    const files = unzip((await download(ready)).bytes);
    const sheet = String(files.get('xl/worksheets/sheet1.xml'));
    expect(sheet.match(/<row>/g)).toHaveLength(TRAPS.length + 1);
    expect(sheet).toContain('<is><t xml:space="preserve">=HYPERLINK("http://evil.example")</t></is>');
    expect(sheet).toContain('_x005F_x0041_ &lt;b&gt;&amp;amp;&lt;/b&gt;');
    expect(sheet).toContain('a "quoted", text;_x000D_\nof two lines');
    expect(sheet).not.toContain('<f>');
  });
});
