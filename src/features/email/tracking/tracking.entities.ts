import { defineEntity, p } from '@mikro-orm/postgresql';

/** Clicks on one link of one mail. */
export const EmailClickEntity = defineEntity({
  name: 'EmailClick',
  tableName: 'email_click',
  properties: {
    messageId: p.uuid().primary(),
    number: p.integer().primary(),
    clicks: p.integer().default(0),
    /** By scanners, which follow every link before a person sees the mail. */
    machineClicks: p.integer().default(0),
    firstClickedAt: p.datetime().nullable(),
  },
});
