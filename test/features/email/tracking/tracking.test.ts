import { request } from 'node:http';
import { sql } from 'kysely';
import { createMailTokens } from '../../../../src/features/email/tracking/mail-tokens.ts';
import { rows } from '../../../../src/platform/db/sql.ts';
import { BROWSER, everything, fateOf, LINKS, metBy, sentMail, tokenFor } from '../mails.ts';
import { createEmailApi, type EmailApi } from '../support.ts';

let api: EmailApi;
beforeAll(async () => {
  api = await createEmailApi();
});
afterAll(() => api.close());

const APPLE_PRIVACY = 'Mozilla/5.0';

interface Options {
  method?: string;
  userAgent?: string;
  headers?: Record<string, string>;
}

const fetchPath = async (path: string, { method = 'GET', userAgent = BROWSER, headers = {} }: Options = {}) =>
  await fetch(api.url + path, { method, redirect: 'manual', headers: { 'user-agent': userAgent, ...headers } });

const open = (id: string, options?: Options) => fetchPath(`/api/email/o/${tokenFor(api, 'open', id)}`, options);
const click = (id: string, link: number, options?: Options) =>
  fetchPath(`/api/email/c/${tokenFor(api, 'click', id, link)}`, options);
const clicks = (id: string) =>
  rows(
    api.em(),
    sql`select number, clicks, machine_clicks, first_clicked_at is not null as by_person from email_click
        where message_id = ${id} order by number`,
  );

describe('the image of a mail', () => {
  test('the image of a mail is a transparent pixel that no cache stores', async () => {
    const answer = await open(await sentMail(api));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/gif');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.toString('latin1', 0, 6)).toBe('GIF89a');
    expect([bytes.readUInt16LE(6), bytes.readUInt16LE(8)]).toEqual([1, 1]);
  });

  test('the image of a mail records the first time a person looked', async () => {
    const id = await sentMail(api);
    await open(id);
    expect(await metBy(api, id)).toEqual(['opened_at']);
    const { opened_at: first } = await fateOf(api, id);
    await open(id);
    expect((await fateOf(api, id)).opened_at).toEqual(first);
  });

  test('the image of a mail tells machines apart, and a person who looks later', async () => {
    const id = await sentMail(api);
    await open(id, { userAgent: APPLE_PRIVACY });
    expect(await metBy(api, id)).toEqual(['machine_opened_at']);
    await open(id);
    expect(await metBy(api, id)).toEqual(['opened_at', 'machine_opened_at']);
  });

  test.each(['sec-purpose', 'purpose', 'x-purpose', 'x-moz'])(
    'an image fetched ahead (%s) was seen by no person',
    async (name) => {
      const id = await sentMail(api);
      await open(id, { headers: { [name]: 'prefetch' } });
      expect(await metBy(api, id)).toEqual(['machine_opened_at']);
    },
  );

  test('an image fetched as the mail arrives, or before, was seen by no person', async () => {
    // Sent ahead of now: what a test machine does in between takes no part.
    for (const mail of [{ age: -60 }, { status: 'sending' }]) {
      const id = await sentMail(api, mail);
      await open(id);
      expect(await metBy(api, id)).toEqual(['machine_opened_at']);
    }
  });

  test('the image of a mail answers HEAD, which counts nothing', async () => {
    const id = await sentMail(api);
    const before = await everything(api);
    const answer = await open(id, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/gif']);
    expect(await everything(api)).toBe(before);
  });

  test('the image of a mail may have any query behind it', async () => {
    const id = await sentMail(api);
    const answer = await fetchPath(`/api/email/o/${tokenFor(api, 'open', id)}?utm_source=x&a=1&a=2`);
    expect(answer.status).toBe(200);
  });

  test('the image of a mail may be fetched by a thousand from one address', async () => {
    const answer = await open(await sentMail(api));
    expect(Number(answer.headers.get('ratelimit-limit'))).toBeGreaterThanOrEqual(10_000);
  });
});

describe('a link of a mail', () => {
  test('a link of a mail leads to what was stored, and proves that a person opened the mail', async () => {
    const id = await sentMail(api);
    const answer = await click(id, 1);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(LINKS[1]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await answer.text()).toBe('');
    expect(await metBy(api, id)).toEqual(['opened_at', 'clicked_at']);
    await click(id, 1);
    await click(id, 0);
    expect(await clicks(id)).toEqual([
      { number: 0, clicks: 1, machine_clicks: 0, by_person: true },
      { number: 1, clicks: 2, machine_clicks: 0, by_person: true },
    ]);
  });

  test('a link followed by a scanner is counted apart and proves nothing', async () => {
    const id = await sentMail(api);
    expect((await click(id, 0, { userAgent: 'Mimecast' })).headers.get('location')).toBe(LINKS[0]);
    await click(id, 0, { method: 'HEAD' });
    expect(await clicks(id)).toEqual([{ number: 0, clicks: 0, machine_clicks: 2, by_person: false }]);
    expect(await metBy(api, id)).toEqual([]);
    await click(id, 0);
    expect(await clicks(id)).toEqual([{ number: 0, clicks: 1, machine_clicks: 2, by_person: true }]);
  });

  test('a link followed by many at once is counted as often', async () => {
    const id = await sentMail(api);
    await Promise.all(Array.from({ length: 20 }, () => click(id, 0)));
    expect(await clicks(id)).toEqual([{ number: 0, clicks: 20, machine_clicks: 0, by_person: true }]);
  });

  test.each([
    '?url=https://evil.test',
    '?next=//evil.test&redirect=https://evil.test',
    '/https://evil.test',
    '/..%2f..%2fevil.test',
    '?url=https://evil.test%0d%0aSet-Cookie:%20a=1',
  ])('a link of a mail leads nowhere else for %s', async (suffix) => {
    const id = await sentMail(api);
    const answer = await fetchPath(`/api/email/c/${tokenFor(api, 'click', id, 0)}${suffix}`, {
      headers: { host: 'evil.test', 'x-forwarded-host': 'evil.test', referer: 'https://evil.test' },
    });
    expect([302, 404]).toContain(answer.status);
    expect(answer.headers.get('location')).toBe(answer.status === 302 ? LINKS[0] : null);
    expect(JSON.stringify([...answer.headers])).not.toContain('evil.test');
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.test',
    'https://bank.test@evil.test/',
    'https://:password@evil.test/',
    'not a link',
    'https://a.test/\r\nSet-Cookie: a=1',
  ])('a link that was stored wrong (%s) sets no header of its own and leads to no script', async (url) => {
    const id = await sentMail(api);
    await api.execute(
      sql`update email_link set url = ${url} where job_id = (select job_id from email_message where id = ${id}) and number = 0`,
    );
    const answer = await click(id, 0);
    expect(answer.headers.get('set-cookie')).toBeNull();
    const ledTo = answer.status === 302 ? answer.headers.get('location') : answer.status;
    expect([404, 'https://a.test/Set-Cookie:%20a=1']).toContain(ledTo);
  });
});

describe('a token', () => {
  const forged = createMailTokens('another secret of at least 32 characters');

  test('a token that was not made for its use is a 404, and nothing is recorded', async () => {
    const id = await sentMail(api);
    const before = await everything(api);
    const right = tokenFor(api, 'open', id);
    const paths = [
      `/api/email/o/${forged.sign('open', { messageId: id, link: 0 })}`,
      `/api/email/o/${tokenFor(api, 'click', id)}`,
      `/api/email/o/${tokenFor(api, 'unsubscribe', id)}`,
      `/api/email/o/${right.slice(0, -1)}`,
      `/api/email/o/${right.slice(0, -1)}${right.endsWith('A') ? 'B' : 'A'}`,
      `/api/email/o/${id}`,
      `/api/email/o/${tokenFor(api, 'open', '01980000-0000-7000-8000-0000000000ff')}`,
      `/api/email/c/${forged.sign('click', { messageId: id, link: 0 })}`,
      `/api/email/c/${tokenFor(api, 'open', id)}`,
      `/api/email/c/${tokenFor(api, 'click', id, 2)}`,
      `/api/email/c/${tokenFor(api, 'click', id, 65_535)}`,
      `/api/email/c/${'w'.repeat(5_000)}`,
    ];
    for (const path of paths) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await fetchPath(path, { method });
        const type = answer.headers.get('content-type')?.split(';')[0];
        expect([path, answer.status, type]).toEqual([path, 404, 'application/problem+json']);
      }
    }
    expect(await everything(api)).toBe(before);
  });

  test('a token of a mail whose person is erased leads on, and nothing is recorded', async () => {
    const id = await sentMail(api, { address: '' });
    const before = await everything(api);
    expect((await open(id)).status).toBe(200);
    expect((await click(id, 0)).headers.get('location')).toBe(LINKS[0]);
    expect(await everything(api)).toBe(before);
  });

  test('a token with a line break in it reaches no header', async () => {
    const raw = await new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(api.url);
      const path = `/api/email/c/${tokenFor(api, 'click', '01980000-0000-7000-8000-0000000000ff', 0)}%0d%0aX-Evil:%201`;
      const sent = request({ hostname, port, path }, (answer) => {
        answer.resume();
        resolve(JSON.stringify([answer.statusCode, answer.rawHeaders]));
      });
      sent.on('error', reject).end();
    });
    expect(raw).toMatch(/^\[404/);
    expect(raw).not.toContain('X-Evil');
  });
});
