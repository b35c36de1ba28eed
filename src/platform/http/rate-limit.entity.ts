import { defineEntity, p } from '@mikro-orm/postgresql';

/** Tokens that instances have leased for one principal and class in one window. The table is unlogged. */
export const RateLimitBucketEntity = defineEntity({
  name: 'RateLimitBucket',
  tableName: 'rate_limit_bucket',
  indexes: [
    {
      name: 'rate_limit_bucket_window_start_index',
      expression: 'create index rate_limit_bucket_window_start_index on rate_limit_bucket (window_start)',
    },
  ],
  properties: {
    principal: p.text().primary(),
    class: p.text().primary(),
    windowStart: p.datetime(),
    leased: p.integer(),
  },
});
