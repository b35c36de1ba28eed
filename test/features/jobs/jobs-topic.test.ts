import { sql } from 'kysely';
import { createJobsService } from '../../../src/features/jobs/jobs.service.ts';
import { createJobsTopic } from '../../../src/features/jobs/jobs.topic.ts';
import { type Em, run } from '../../../src/platform/db/sql.ts';
import { createJobPresenter } from '../../../src/platform/jobs/job-view.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { createJobsFixture, type JobsFixture } from '../../support/jobs.ts';

let fixture: JobsFixture;
beforeAll(async () => {
  fixture = await createJobsFixture();
});
afterAll(() => fixture.close());

function topic() {
  const { look } = createJobsTopic({
    jobs: createJobsService({ types: fixture.types, launch: LEFT_TO_DISPATCHER }),
    present: createJobPresenter({ uiUrl: 'http://ui', namespace: 'default' }),
  });
  return async (ids: readonly string[], em: Em = fixture.em()) => (await look?.(em, ids)) ?? [];
}

/** An entity manager whose statements are counted. */
function counting(): { em: Em; statements: () => number } {
  let statements = 0;
  const em = fixture.em();
  const getKysely = em.getKysely.bind(em);
  em.getKysely = ((...args: Parameters<typeof getKysely>) => {
    statements += 1;
    return getKysely(...args);
  }) as typeof getKysely;
  return { em, statements: () => statements };
}

test('a look is one statement for any number of jobs, and none without jobs', async () => {
  const look = topic();
  const jobs = await Promise.all(Array.from({ length: 5 }, () => fixture.enqueue()));
  const { em, statements } = counting();
  expect(await look([], em)).toEqual([]);
  expect(statements()).toBe(0);
  expect(
    await look(
      jobs.map(({ id }) => id),
      em,
    ),
  ).toHaveLength(5);
  expect(statements()).toBe(1);
});

test('only changes are told, and again when a job is watched again', async () => {
  const look = topic();
  const [a, b] = [await fixture.enqueue(), await fixture.enqueue()];
  const told = async (...ids: string[]) => (await look(ids)).map(({ data }) => data.id);
  expect((await told(a.id, b.id)).toSorted()).toEqual([a.id, b.id].toSorted());
  expect(await told(a.id, b.id)).toEqual([]);
  await run(fixture.em(), sql`update job set progress_done = 1 where id = ${a.id}`);
  expect(await told(a.id, b.id)).toEqual([a.id]);
  await run(fixture.em(), sql`update job set updated_at = now() where id = ${a.id}`);
  expect(await told(a.id, b.id)).toEqual([]);
  expect(await told(b.id)).toEqual([]);
  expect(await told(a.id, b.id)).toEqual([a.id]);
});

test('a job that is gone does not stop the topic', async () => {
  const look = topic();
  const job = await fixture.enqueue();
  await look([job.id]);
  await run(fixture.em(), sql`delete from job where id = ${job.id}`);
  expect(await look([job.id])).toEqual([]);
});
