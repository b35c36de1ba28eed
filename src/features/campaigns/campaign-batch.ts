import { sql } from 'kysely';
import { row } from '../../platform/db/sql.ts';
import { openAnnouncement } from '../email/batch/announcement-mail.service.ts';
import { findLinks } from '../email/batch/batch.service.ts';
import type { BatchKind } from '../email/batch/bulk-mail.service.ts';
import type { Sender } from '../email/rendering/sender.service.ts';
import { CAMPAIGN_JOB, type CampaignContent } from './campaigns.contract.ts';

/** The mails of campaigns, as the worker sends them: one announcement, rendered once for each pass. */
export function campaignBatch(sender: Sender): BatchKind {
  return {
    jobType: CAMPAIGN_JOB,
    async open(em, campaignId) {
      const campaign = await row<{ content: CampaignContent }>(
        em,
        sql`select content from email_campaign where id = ${campaignId}`,
      );
      if (!campaign) throw new Error(`There is no campaign ${campaignId}`);
      const links = await findLinks(em, campaignId);
      const compose = await openAnnouncement({ content: campaign.content, links, sender });
      return async (_em, recipients) => compose(recipients);
    },
  };
}
