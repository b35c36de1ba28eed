import { defineEntity, p } from '@mikro-orm/postgresql';

/** Names that clients use. An installation has a limited number of them; all further ones are counted together. */
export const EventNameEntity = defineEntity({
  name: 'EventName',
  tableName: 'event_name',
  properties: {
    name: p.text().primary(),
    firstSeenAt: p.datetime().defaultRaw('now()'),
  },
});

/** How many events of a person's UTC day the instances have leased. */
export const EventAllowanceEntity = defineEntity({
  name: 'EventAllowance',
  tableName: 'event_allowance',
  properties: {
    userId: p.uuid().primary(),
    day: p.date().primary(),
    leased: p.integer(),
  },
});
