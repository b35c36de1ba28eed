import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { ask } from '../../support/http.ts';
import { type CampaignsFixture, campaignTo, createCampaignsFixture, listOf } from './support.ts';

let fixture: CampaignsFixture;
let campaign = '';
let tokens: Record<string, string | null> = {};

beforeAll(async () => {
  fixture = await createCampaignsFixture();
  campaign = await fixture.create(listOf('ada@example.test'), {
    sendAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const made = await ask('POST', `${fixture.url}/api/users/${fixture.admin.id}/api-keys`, {
    token: fixture.admin.token,
    body: { name: 'a key', scopes: ['email:send'] },
  });
  tokens = {
    nobody: null,
    'a user': (await fixture.person('ann', 'user')).token,
    'a moderator': (await fixture.person('mod', 'moderator')).token,
    'an API key of an admin': String(made.body.key),
  };
});
afterAll(() => fixture.close());

/** With a good body, and what admins are answered, in an order in which all of it can be done. */
const guarded: [method: string, path: string, body: unknown, admin: number][] = [
  ['POST', '', campaignTo(listOf('bob@example.test')), 202],
  ['POST', '/preview', campaignTo(listOf('bob@example.test')), 200],
  ['GET', '', undefined, 200],
  ['GET', '/:campaignId', undefined, 200],
  ['POST', '/:campaignId/pause', undefined, 200],
  ['POST', '/:campaignId/resume', undefined, 200],
  ['POST', '/:campaignId/retry-failed', undefined, 409],
  ['POST', '/:campaignId/cancel', undefined, 200],
];

const state = () =>
  fixture.one(
    sql`select (select count(*) from email_campaign) as campaigns, (select count(*) from job) as jobs,
          (select count(*) from email_message) as mails, (select count(*) from event where name like 'campaign.%') as events,
          (select updated_at::text from email_campaign where id = ${campaign}) as touched`,
  );

test('the table names every route', () => {
  const known = fixture.api.app.routes
    .map((route) => `${route.method.toUpperCase()} ${route.path}`)
    .filter((name) => name.includes('/api/email/campaigns'));
  expect(guarded.map(([method, path]) => `${method} /api/email/campaigns${path}`).sort()).toEqual(known.sort());
});

describe.each(guarded)('%s %s', (method, path, body, admin) => {
  test.each(['nobody', 'a user', 'a moderator', 'an API key of an admin'])(
    '%s is refused and changes nothing',
    async (who) => {
      const before = await state();
      const answer = await fixture.call(method, path.replace(':campaignId', campaign), body, {
        token: tokens[who] ?? null,
      });
      expect(answer.status).toBe(who === 'nobody' ? 401 : 403);
      expect(await state()).toEqual(before);
    },
  );

  test('an admin is answered', async () => {
    const answer = await fixture.call(method, path.replace(':campaignId', campaign), body);
    expect([answer.status, answer.json.code]).toEqual([admin, admin === 409 ? 'nothing_failed' : undefined]);
  });

  test('a campaign that does not exist is not found', async () => {
    if (!path.includes(':')) return;
    const unknown = path.replace(':campaignId', '01980000-0000-7000-8000-0000000000ff');
    expect((await fixture.call(method, unknown, body)).status).toBe(404);
  });
});
