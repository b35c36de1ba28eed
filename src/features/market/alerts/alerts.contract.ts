import type { JobFence, JobWorkflow, PassEnd, PassLimit } from '../../../platform/jobs/jobs.contract.ts';

/** What the API, the workflow and the activities agree on about price alerts. Pure: types and constants only. */

export const ALERT_CONDITIONS = ['above', 'below', 'percent_move'] as const;
export type AlertCondition = (typeof ALERT_CONDITIONS)[number];

/**
 * - `armed`: it fires at the next price that meets its condition
 * - `disarmed`: the condition held; it is armed again once the price has gone back far enough
 * - `done`: it was to fire once, and has
 * - `paused`: its owner has stopped it
 */
export const ALERT_STATES = ['armed', 'disarmed', 'done', 'paused'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export const PRICE_ALERTS_JOB = 'price_alerts';
/** Name of the workflow, exported under it. */
export const FIRE_ALERTS: JobWorkflow<FireAlertsInput> = 'fireAlerts';

/** Input of the workflow. The firings themselves are rows, found by the id of the job. */
export interface FireAlertsInput {
  /** How many the job was made for. */
  firings: number;
}

/** The figure serves the display of progress only. */
export const FIRE_ALERTS_DEFAULTS: FireAlertsInput = { firings: 0 };

export interface TellFiringsInput extends FireAlertsInput, PassLimit {
  fence: JobFence;
}

export interface AlertActivities {
  /** Tells the owners of a job's alerts that they fired, page by page, and ends the job with the last page. */
  tellFirings(input: TellFiringsInput): Promise<PassEnd>;
}
