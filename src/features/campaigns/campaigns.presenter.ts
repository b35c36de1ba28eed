import type { BatchState, LinkClicks } from '../email/batch/batch-figures.reads.ts';
import { mailRates } from '../email/mail-counts.domain.ts';
import type { CampaignRow } from './campaigns.queries.ts';
import type { CampaignReport, CampaignView } from './campaigns.schema.ts';

const iso = (value: Date | null) => value?.toISOString() ?? null;

/** Shapes a campaign for the API; nothing else does. */
export function presentCampaign(campaign: CampaignRow): CampaignView {
  return {
    id: campaign.id,
    name: campaign.name,
    status: campaign.status,
    content: campaign.content,
    audience: campaign.audience,
    progress: { done: campaign.progress_done, total: campaign.progress_total },
    error: campaign.error_code === null ? null : { code: campaign.error_code, message: campaign.error_message ?? '' },
    createdBy: campaign.created_by,
    createdAt: campaign.created_at.toISOString(),
    updatedAt: campaign.updated_at.toISOString(),
    sendAt: iso(campaign.send_at),
    startedAt: iso(campaign.started_at),
    settledAt: iso(campaign.filled_at),
    pausedAt: iso(campaign.paused_at),
    cancelRequestedAt: iso(campaign.cancel_requested_at),
    finishedAt: iso(campaign.finished_at),
    links: {
      self: `/api/email/campaigns/${campaign.id}`,
      job: `/api/jobs/${campaign.id}`,
      messages: `/api/email/messages?campaignId=${campaign.id}`,
    },
  };
}

/** With what became of its mails. Progress is counted here: the job's own lags behind by a page. */
export function presentReport(
  campaign: CampaignRow,
  { counts, filledAt }: BatchState,
  clicks: readonly LinkClicks[],
): CampaignReport {
  const { total, queued, sending, deferred, sent, failed, cancelled, suppressed, skipped } = counts;
  const { uncertain, bounced, complained, unsubscribed, opened, openedByMachines, clicked } = counts;
  return {
    ...presentCampaign(campaign),
    progress: { done: total - queued - sending - deferred, total: filledAt === null ? null : total },
    counts: { total, queued, sending, deferred, sent, failed, cancelled, suppressed, skipped },
    uncertain,
    reactions: { bounced, complained, unsubscribed, openedByPeople: opened, openedByMachines, clicked },
    rates: mailRates(counts),
    clicks: [...clicks],
  };
}
