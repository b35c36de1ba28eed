import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'kysely';
import { jobTypes } from '../../../src/composition/job-types.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { cancelJob, retryJob } from '../../../src/platform/jobs/commands.ts';
import { createDigestsFixture, type DigestsFixture } from '../../support/digests.ts';

const MONDAY = new Date('2026-11-23T08:00Z');
let fixture: DigestsFixture;

beforeAll(async () => {
  fixture = await createDigestsFixture();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  await fixture.execute(sql`delete from app_user`);
  await fixture.execute(sql`truncate email_message, email_batch, email_link, job`);
});

const addMany = (count: number) => fixture.addReaders(Array.from({ length: count }, () => ({ id: newId() })));

const keysOf = async () => (await fixture.digests()).map(({ once_key }) => once_key);

/** Fails every access to the database from the given one on, as if the process had died before it. */
function dyingAt(access: number) {
  let accesses = 0;
  return () => {
    accesses += 1;
    if (accesses >= access) throw new Error('the process died');
    return fixture.em();
  };
}

test('wherever an attempt dies, the next one goes on, and each reader gets one digest', async () => {
  await addMany(2_100);
  const job = await fixture.request(MONDAY);
  const written: number[] = [];
  for (const access of [1, 2, 3, 4, 5]) {
    await expect(fixture.fill(MONDAY, { job, attempt: access, em: dyingAt(access) })).rejects.toThrow('died');
    written.push((await keysOf()).length);
  }
  expect(written).toEqual([0, 0, 0, 1_000, 2_000]);
  expect(await fixture.fill(MONDAY, { job, attempt: 6 })).toBe(true);
  const keys = await keysOf();
  expect(keys).toHaveLength(2_100);
  expect(new Set(keys).size).toBe(2_100);
  expect(await fixture.job(job.id)).toMatchObject({ status: 'running', attempts: 6 });
});

test('a second run of the same job writes no digest', async () => {
  await addMany(3);
  const job = await fixture.request(MONDAY);
  expect(await fixture.fill(MONDAY, { job })).toBe(true);
  const before = await fixture.digests();
  expect(await fixture.fill(MONDAY, { job })).toBe(true);
  expect(await fixture.digests()).toEqual(before);
});

test('runs that overlap write one digest for each reader', async () => {
  await addMany(2_500);
  await Promise.all([0, 15, 30].map((minutes) => fixture.fill(new Date(MONDAY.getTime() + minutes * 60_000))));
  const keys = await keysOf();
  expect(keys).toHaveLength(2_500);
  expect(new Set(keys).size).toBe(2_500);
});

test('a run that has lost its job writes nothing', async () => {
  await addMany(1);
  const job = await fixture.request(MONDAY);
  expect(await cancelJob(fixture.em(), jobTypes, job.id)).toBe('cancelled');
  expect(await fixture.fill(MONDAY, { job })).toBe(false);
  expect(await keysOf()).toEqual([]);
});

test('a job ends when no digest is due', async () => {
  const job = await fixture.request(MONDAY);
  expect(await fixture.fill(MONDAY, { job })).toBe(false);
  expect(await fixture.job(job.id)).toMatchObject({ status: 'succeeded', result: { total: 0 } });
});

test('a stop is obeyed between two pages, and the next run writes the rest', async () => {
  await addMany(2_100);
  const job = await fixture.request(MONDAY);
  const environment = new MockActivityEnvironment({ attempt: 1 });
  let pages = 0;
  const findEmpty = async () => {
    pages += 1;
    if (pages === 2) environment.cancel();
    return new Set<string>();
  };
  await expect(fixture.fill(MONDAY, { job, environment, findEmpty })).rejects.toThrow('stopped between two pages');
  expect(pages).toBe(2);
  expect(await keysOf()).toHaveLength(1_000);
  await fixture.fill(new Date(MONDAY.getTime() + 900_000));
  expect(new Set(await keysOf()).size).toBe(2_100);
});

test('a job that failed takes its digests along, and back when it is tried again', async () => {
  await addMany(2);
  const job = await fixture.request(MONDAY);
  await fixture.fill(MONDAY, { job });
  await fixture.execute(sql`update job set status = 'queued' where id = ${job.id}`);
  await cancelJob(fixture.em(), jobTypes, job.id);
  expect((await fixture.digests()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  // They have had their week's: the next run does not write them again.
  expect(await fixture.fill(new Date(MONDAY.getTime() + 900_000))).toBe(false);
  const retried = await retryJob(fixture.em(), jobTypes, job.id, { offer: () => undefined, maxWaitMs: 0 });
  expect((await fixture.digests()).map(({ status }) => status)).toEqual(['queued', 'queued']);
  expect(retried && (await fixture.fill(MONDAY, { job: retried }))).toBe(true);
  expect(await keysOf()).toHaveLength(2);
});

test('a pass whose time is up ends with its page, and the next ones write the others', async () => {
  await addMany(2_500);
  const job = await fixture.request(MONDAY);
  const written: number[] = [];
  const ends: (boolean | 'more')[] = [];
  do {
    ends.push(await fixture.fill(MONDAY, { job, passMs: 0 }));
    written.push((await keysOf()).length);
  } while (ends.at(-1) === 'more');
  expect(ends).toEqual(['more', 'more', true]);
  expect(written).toEqual([1_000, 2_000, 2_500]);
  expect(new Set(await keysOf()).size).toBe(2_500);
});
