import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Audience, CampaignContent } from './campaigns.contract.ts';

/** One mail to many. Its id is that of its job, and so of its batch in the ledger of mail. */
export const EmailCampaignEntity = defineEntity({
  name: 'EmailCampaign',
  tableName: 'email_campaign',
  indexes: [
    {
      name: 'email_campaign_created_by_index',
      expression:
        'create index email_campaign_created_by_index on email_campaign (created_by) where created_by is not null',
    },
  ],
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    content: p.json<CampaignContent>(),
    audience: p.json<Audience>(),
    sendAt: p.datetime().nullable(),
    createdBy: p.uuid().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
});
