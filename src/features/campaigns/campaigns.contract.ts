import type { Role } from '../../platform/http/principal.ts';

/** What the API, the workflow and the activities agree on about campaigns. Pure: types and constants only. */

export const CAMPAIGN_JOB = 'campaign';
/** Name of the workflow, exported under it. */
export const SEND_CAMPAIGN = 'sendCampaign';

/** Conditions that all hold; one that is absent excludes nobody. */
export interface Segment {
  roles?: Role[];
  /** Signed in, or used the product, within so many days. */
  activeWithinDays?: number;
  /** Did not for so many days. */
  inactiveForDays?: number;
  /** At least one of these tickers is on a watchlist of theirs. */
  follows?: string[];
}

/** Who gets a campaign. The addresses of a list are in the ledger from the begin on; `count` is how many there were. */
export type Audience = { kind: 'segment'; segment: Segment } | { kind: 'list'; count: number };

/** Props of the `announcement` template, but for the name of the recipient. */
export interface CampaignContent {
  subject: string;
  preview: string;
  title: string;
  /** Paragraphs, separated by empty lines. */
  body: string;
  action: { label: string; url: string } | null;
}
