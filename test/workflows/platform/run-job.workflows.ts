import { proxyActivities, workflowInfo } from '@temporalio/workflow';
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

/** A job whose one activity behaves as its input says. */
export async function testJob(start: JobStart<{ behaviour: string }>): Promise<void> {
  await runJob(start, (fence, input) => work({ fence, behaviour: input.behaviour }));
}

/** A job whose first run hands over to a new one. */
export async function testLongJob(start: JobStart<{ behaviour: string }>): Promise<void> {
  await runJob(start, async (fence, input) => {
    if (workflowInfo().continuedFromExecutionRunId === undefined) throw new RunAgain();
    await work({ fence, behaviour: input.behaviour });
  });
}
