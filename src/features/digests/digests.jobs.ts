import type { Config } from '../../platform/config.ts';
import type { JobType } from '../../platform/jobs/job-type.ts';
import type { ScheduledJob } from '../../platform/jobs/scheduled-job.ts';
import { batchSettings, requeueBatch, settleBatch } from '../email/batch/batch.service.ts';
import { DIGEST_FRESH_MS } from './digest-window.domain.ts';
import { DIGEST_JOB, SEND_DIGESTS, type SendDigestsInput } from './digests.contract.ts';

/** The weekly digests of all whose hour has come. */
export const digestJobType: JobType<SendDigestsInput> = {
  type: DIGEST_JOB,
  workflow: SEND_DIGESTS,
  taskQueue: 'bulk',
  onSettled: settleBatch,
  onRequeued: requeueBatch,
};

/** The hours of people begin at quarters of an hour in UTC, since offsets of zones are multiples of that. */
const QUARTER_MS = 15 * 60_000;

/** Each run finds everybody whose hour came within the last six, so one that was missed is made up for by the next. */
export function digestSchedule(mail: Config['mail']): ScheduledJob<SendDigestsInput> {
  return {
    name: 'digests',
    note: 'Weekly digests of everyone whose hour has come',
    everyMs: QUARTER_MS,
    catchupMs: DIGEST_FRESH_MS,
    request: (nominalAt) => ({
      type: digestJobType,
      input: { dueAt: nominalAt.toISOString(), ...batchSettings({ mail }) },
      summary: 'weekly digests',
      requestedBy: null,
      priority: 'low',
    }),
  };
}
