import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import { type StartableJob, workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { Launcher } from '../../../src/platform/jobs/launcher.ts';
import type { StartOutcome } from '../../../src/platform/jobs/start-workflow.ts';
import { createJobsFixture, type JobsFixture } from '../../support/jobs.ts';

let jobs: JobsFixture;
beforeAll(async () => {
  jobs = await createJobsFixture();
});
afterAll(() => jobs.close());

function launcher(start: (job: StartableJob) => Promise<StartOutcome>, maxWaitMs = 3_000): Launcher {
  return new Launcher({ em: jobs.em, logger: jobs.logger, start, maxWaitMs });
}

describe('the launcher', () => {
  test('the launcher starts a job once its transaction is committed, and records the start', async () => {
    const launch = launcher(jobs.start);
    const enqueue = createEnqueue(launch);
    const job = await transact(jobs.em(), (tx) =>
      enqueue(tx, { type: jobs.type, input: {}, summary: 'launched', requestedBy: null }),
    );
    await launch.drain(5_000);
    expect((await jobs.client.workflow.getHandle(workflowIdOf(job)).describe()).status.name).toBe('RUNNING');
    expect((await jobs.job(job.id)).dispatched_at).toBeInstanceOf(Date);
  });

  test('the launcher starts nothing of a transaction that is rolled back', async () => {
    const offered: StartableJob[] = [];
    const enqueue = createEnqueue({ offer: (job) => offered.push(job), maxWaitMs: 3_000 });
    const failing = transact(jobs.em(), async (tx) => {
      await enqueue(tx, { type: jobs.type, input: {}, summary: 'never', requestedBy: null });
      throw new Error('the rest failed');
    });
    await expect(failing).rejects.toThrow('the rest failed');
    expect(offered).toEqual([]);
  });

  test('the launcher leaves a job to the dispatcher when Temporal does not answer', async () => {
    const launch = launcher(jobs.startAbsent);
    const job = await jobs.enqueue();
    launch.offer(job);
    await launch.drain(5_000);
    expect((await jobs.job(job.id)).dispatched_at).toBeNull();
  });

  test('the launcher makes 64 calls at most at once, and all of them in the end', async () => {
    let open = 0;
    let most = 0;
    let made = 0;
    const launch = launcher(async () => {
      open += 1;
      most = Math.max(most, open);
      await delay(5);
      open -= 1;
      made += 1;
      return { outcome: 'unknown', reason: 'not asked' };
    });
    const job = await jobs.enqueue();
    for (let i = 0; i < 300; i += 1) launch.offer(job);
    await launch.drain(5_000);
    expect({ most, made }).toEqual({ most: 64, made: 300 });
  });

  test('the launcher starts a job that waited behind other calls as soon as they have ended', async () => {
    const offered = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const launch = launcher(async () => {
      started.resolve();
      return { outcome: 'unknown', reason: 'not asked' };
    });
    for (let i = 0; i < 64; i += 1) launch.track(offered.promise);
    launch.offer(await jobs.enqueue());
    await delay(20);
    offered.resolve();
    await started.promise;
    await launch.drain(5_000);
  });

  test('the launcher gives up waiting when it is drained for too long', async () => {
    const never = Promise.withResolvers<StartOutcome>();
    const launch = launcher(() => never.promise);
    launch.offer(await jobs.enqueue());
    await launch.drain(100);
    never.resolve({ outcome: 'unknown', reason: 'too late' });
    await launch.drain(1_000);
  });
});
