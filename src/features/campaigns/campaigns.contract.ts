import type { JobFence, JobWorkflow } from '../../platform/jobs/jobs.contract.ts';
import type { BatchSettings } from '../email/batch/batch.contract.ts';

/** What the API, the workflow and the activities agree on about campaigns. Pure: types and constants only. */

export const CAMPAIGN_JOB = 'campaign';
/** Name of the workflow, exported under it. */
export const SEND_CAMPAIGN: JobWorkflow<BatchSettings> = 'sendCampaign';
/** What people refuse campaigns by. */
export const CAMPAIGN_CATEGORY = 'announcements';
/**
 * - `scheduled`: it has not begun
 * - `paused`: nothing more is sent until it is resumed
 * - `sent`: no mail of it is left to send; some may have failed
 */
export const CAMPAIGN_STATUSES = ['scheduled', 'sending', 'paused', 'sent', 'cancelled', 'failed'] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** Of accounts. */
export type AudienceRole = 'user' | 'moderator' | 'admin';

/** Conditions that all hold; one that is absent excludes no one. */
export interface Segment {
  roles?: AudienceRole[] | undefined;
  /** Signed in, or used the product, within so many days. */
  activeWithinDays?: number | undefined;
  /** Did not for so many days. */
  inactiveForDays?: number | undefined;
  /** At least one of these tickers is on a watchlist of theirs. */
  follows?: string[] | undefined;
}

/**
 * Who gets a campaign. The addresses of a list are in the ledger from the start; `count` is how many there were, `skipped` how many
 * recipients had none.
 */
export type Audience = { kind: 'segment'; segment: Segment } | { kind: 'list'; count: number; skipped?: number };

/** Props of the `announcement` template, but for the name of the recipient. */
export interface CampaignContent {
  subject: string;
  preview: string;
  title: string;
  /** Paragraphs, separated by empty lines. */
  body: string;
  action: { label: string; url: string } | null;
}

export interface FillCampaignInput {
  fence: JobFence;
}

/**
 * - `filled`: all recipients are in the ledger
 * - `paused`: someone paused it before it began
 * - `lost`: the job belongs to another run, or has ended
 */
export type FillResult = 'filled' | 'paused' | 'lost';

export interface CampaignActivities {
  /** Takes everybody of a campaign's segment into the ledger, once: who they are is settled when the campaign begins. */
  fillCampaign(input: FillCampaignInput): Promise<FillResult>;
}
