import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JobRow } from '../../../src/platform/jobs/job-row.ts';
import type { ComposedPerson } from '../../support/composed-api.ts';
import { createJobsApiFixture, type JobsApiFixture, minutesAgo } from './support.ts';

let jobs: JobsApiFixture;
let ada: ComposedPerson;
let bob: ComposedPerson;
const made: Record<string, JobRow> = {};

beforeAll(async () => {
  jobs = await createJobsApiFixture();
  ada = await jobs.person('ada');
  bob = await jobs.person('bob');
  const failed = { status: 'failed', finished_at: minutesAgo(1) } as const;
  made.waiting = await jobs.insert({ requested_by: ada.id, priority: 'low' });
  made.running = await jobs.insert({ requested_by: bob.id, status: 'running', type: 'other', priority: 'critical' });
  made.retrying = await jobs.insert({
    status: 'running',
    error_code: 'smtp_deferred',
    next_attempt_at: minutesAgo(-5),
  });
  made.dead = await jobs.insert({ ...failed, requested_by: ada.id, error_code: 'boom' });
  made.seen = await jobs.insert({ ...failed, error_code: 'boom', type: 'other', acknowledged_at: minutesAgo(0) });
  made.scheduled = await jobs.insert({ status: 'succeeded', period_key: 'digests:1' });
  made.cancelled = await jobs.insert({ status: 'cancelled', requested_by: ada.id });
});
afterAll(() => jobs.close());

const namesOf = (found: { id: string }[]) =>
  found.map(({ id }) => Object.keys(made).find((name) => made[name]?.id === id) ?? id);

test.each([
  ['status=queued', ['waiting']],
  ['status=failed', ['seen', 'dead']],
  ['type=other', ['seen', 'running']],
  ['type=other&status=running', ['running']],
  ['priority=critical', ['running']],
  ['priority=low', ['waiting']],
  ['cause=boom', ['seen', 'dead']],
  ['cause=boom&type=notification', ['dead']],
  ['cause=smtp_deferred', ['retrying']],
  ['origin=person', ['cancelled', 'dead', 'running', 'waiting']],
  ['origin=schedule', ['scheduled']],
  ['origin=system', ['seen', 'retrying']],
  ['retrying=true', ['retrying']],
  ['retrying=false&status=running', ['running']],
  ['deadLetter=true', ['dead']],
  ['deadLetter=false&status=failed', ['seen']],
  ['from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z', []],
  ['from=2020-01-01T00:00:00Z&status=queued', ['waiting']],
  ['', ['cancelled', 'scheduled', 'seen', 'dead', 'retrying', 'running', 'waiting']],
])('admins find by %s', async (query, expected) => {
  expect(namesOf(await jobs.list(jobs.admin, query))).toEqual(expected);
});

test('users find only their own jobs, whatever they ask for', async () => {
  expect(namesOf(await jobs.list(ada, ''))).toEqual(['cancelled', 'dead', 'waiting']);
  expect(namesOf(await jobs.list(ada, 'cause=boom'))).toEqual(['dead']);
  expect(namesOf(await jobs.list(ada, 'origin=schedule'))).toEqual([]);
  expect((await jobs.call(ada, 'GET', `/api/jobs?requestedBy=${bob.id}`)).status).toBe(404);
});

test.each([
  ['status=dead', 'query.status'],
  ['priority=urgent', 'query.priority'],
  ['origin=me', 'query.origin'],
  ['retrying=1', 'query.retrying'],
  ['from=yesterday', 'query.from'],
  ['requestedBy=me', 'query.requestedBy'],
])('%s is refused by the name of the field', async (query, field) => {
  const answer = await jobs.call(jobs.admin, 'GET', `/api/jobs?${query}`);
  expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ field })]]);
});

describe('each job says what can be done with it', () => {
  test.each([
    ['waiting', ['cancel']],
    ['running', ['cancel']],
    ['retrying', ['cancel', 'retry-now']],
    ['dead', ['retry', 'acknowledge']],
    ['seen', ['retry']],
    ['scheduled', []],
    ['cancelled', ['retry']],
  ])('a job that is %s says that it allows %j', async (name, actions) => {
    const { body } = await jobs.call(jobs.admin, 'GET', `/api/jobs/${made[name]?.id}`);
    expect(body.actions).toEqual(actions);
  });
});
