import { ActivityCancellationType } from '@temporalio/workflow';
import type { CampaignActivities } from '../../src/features/campaigns/campaigns.contract.ts';
import { BATCH_DEFAULTS, type BatchSettings } from '../../src/features/email/batch/batch.contract.ts';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { deliverBatchUntilDone } from '../email/batch-passes.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';

const { fillCampaign } = activitiesOn<CampaignActivities>('jobs', {
  summary: 'settle the recipients',
  startToCloseTimeout: '5 minutes',
  // A worker that died is noticed after this long.
  heartbeatTimeout: '6 seconds',
  // It is one transaction: cancelled or not, it ends before the job does.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  ...activityRetry(RETRIES.campaign.fill),
});

/** Sends a campaign: settles who gets it when it begins, then passes over its mails until none is left to send. */
export async function sendCampaign(start: JobStart<BatchSettings>): Promise<void> {
  await runJob(
    start,
    (fence, settings) => deliverBatchUntilDone(fence, settings, () => fillCampaign({ fence })),
    BATCH_DEFAULTS,
  );
}
