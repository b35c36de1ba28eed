import { ActivityCancellationType, condition, defineSignal, setHandler, workflowInfo } from '@temporalio/workflow';
import {
  BATCH_CHANGED,
  type BatchActivities,
  type BatchPass,
  type BatchSettings,
} from '../../src/features/email/batch/batch.contract.ts';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import { type JobFence, PASS_MS } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { RunAgain } from '../platform/run-job.ts';

/** How long a paused batch waits for a signal before it looks by itself, since a signal can be lost. */
const PAUSED_LOOK_MS = 5 * 60_000;
const { deliverBatch } = activitiesOn<BatchActivities>('bulk', {
  summary: 'send the batch',
  // A pass ends long before that by itself, see PASS_MS. It holds on to what it sent for as long as Postgres does not take it.
  startToCloseTimeout: '12 hours',
  // A worker that died is noticed after this long, and another one goes on a second later, however often it dies.
  heartbeatTimeout: '6 seconds',
  // Mails under way are let finish: what became of them is the truth.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  ...activityRetry(RETRIES.campaign.pass),
});

const batchChanged = defineSignal(BATCH_CHANGED);

/**
 * Fills a batch once it is not paused. Called again until it does.
 * - `filled`: all recipients are in the ledger
 * - `paused`, `lost`: as of a {@link BatchPass}
 */
export type FillBatch = () => Promise<'filled' | 'paused' | 'lost'>;

/**
 * Passes over the batch of a job until no mail is left to send, with durable waits in between. Where the run stands is in the
 * rows, so a run with a long history is continued by a new one.
 * @param fill of a batch whose recipients are settled only when it begins
 * @throws RunAgain for the frame of the job
 */
export async function deliverBatchUntilDone(
  fence: JobFence,
  { timing, retry }: BatchSettings,
  fill?: FillBatch,
): Promise<void> {
  let toFill = fill;
  async function pass(): Promise<BatchPass> {
    if (toFill) {
      const state = await toFill();
      if (state !== 'filled') return { state };
      toFill = undefined;
    }
    return await deliverBatch({ fence, timing, retry, passMs: PASS_MS });
  }
  let changed = false;
  setHandler(batchChanged, () => {
    changed = true;
  });
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) throw new RunAgain();
    changed = false;
    const passed = await pass();
    if (passed.state === 'done' || passed.state === 'lost') return;
    if (passed.state === 'waiting' && passed.waitMs === 0) continue;
    await condition(() => changed, passed.state === 'waiting' ? passed.waitMs : PAUSED_LOOK_MS);
  }
}
