import type { JobType } from '../../../platform/jobs/job-type.ts';
import { FIRE_ALERTS, type FireAlertsInput, PRICE_ALERTS_JOB } from './alerts.contract.ts';

/** Telling the owners of all alerts that one ingest set off. People wait for it, so it is not in the bulk queue. */
export const priceAlertsJobType: JobType<FireAlertsInput> = {
  type: PRICE_ALERTS_JOB,
  workflow: FIRE_ALERTS,
  taskQueue: 'interactive',
};
