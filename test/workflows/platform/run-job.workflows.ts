import { ApplicationFailure, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { JobFence, JobStart } from '../../../src/platform/jobs/jobs.contract.ts';
import { RunAgain, runJob } from '../../../workflows/platform/run-job.ts';

export interface TestActivities {
  work(input: { fence: JobFence; behaviour: string }): Promise<void>;
}

const { work } = proxyActivities<TestActivities>({
  startToCloseTimeout: '20 seconds',
  heartbeatTimeout: '5 seconds',
  retry: { initialInterval: '100 milliseconds', maximumAttempts: 3 },
});

/** Replaced by `false` in the bundle of the fixed release. */
const BROKEN = true;

/** A job whose one activity behaves as its input says. */
export async function testJob(start: JobStart<{ behaviour: string }>): Promise<void> {
  await runJob(start, (fence, input) => work({ fence, behaviour: input.behaviour }));
}

/** A job with a defect that its next release does not have. */
export async function testBrokenJob(start: JobStart<{ behaviour: string }>): Promise<void> {
  await runJob(start, async (fence, input) => {
    if (BROKEN) (undefined as unknown as { no: () => void }).no();
    await work({ fence, behaviour: input.behaviour });
  });
}

/** A job whose input got more parts since it was enqueued. */
export async function testOldJob(
  start: JobStart<{ behaviour: string; timing?: { patience: number; more: number } }>,
): Promise<void> {
  const old = { ...start, input: { ...start.input, timing: { more: 2 } } } as typeof start;
  const read = async (fence: JobFence, { behaviour, timing }: typeof start.input) => {
    if (timing?.patience !== 1 || timing.more !== 2) throw ApplicationFailure.nonRetryable(JSON.stringify(timing));
    await work({ fence, behaviour });
  };
  await runJob(old, read, { timing: { patience: 1, more: 1 } });
}

/** A job whose first run hands over to a new one. */
export async function testLongJob(start: JobStart<{ behaviour: string }>): Promise<void> {
  await runJob(start, async (fence, input) => {
    if (workflowInfo().continuedFromExecutionRunId === undefined) throw new RunAgain();
    await work({ fence, behaviour: input.behaviour });
  });
}
