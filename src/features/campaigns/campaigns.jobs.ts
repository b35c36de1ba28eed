import type { JobType } from '../../platform/jobs/job-type.ts';
import type { BatchSettings } from '../email/batch/batch.contract.ts';
import { requeueBatch, settleBatch } from '../email/batch/batch.service.ts';
import { CAMPAIGN_JOB, SEND_CAMPAIGN } from './campaigns.contract.ts';

/** The sending of one campaign. It was decided by the installation's admins, so it goes on without the one who made it. */
export const campaignJobType: JobType<BatchSettings> = {
  type: CAMPAIGN_JOB,
  workflow: SEND_CAMPAIGN,
  taskQueue: 'bulk',
  outlivesRequester: true,
  onSettled: settleBatch,
  onRequeued: requeueBatch,
};
