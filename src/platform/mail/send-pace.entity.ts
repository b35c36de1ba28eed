import { defineEntity, p } from '@mikro-orm/postgresql';

/** When the next mail may go out under a rate that all workers share. */
export const SendPaceEntity = defineEntity({
  name: 'SendPace',
  tableName: 'send_pace',
  properties: {
    name: p.text().primary(),
    nextAt: p.datetime().defaultRaw('now()'),
  },
});
