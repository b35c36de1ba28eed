import { defineEntity, type EntitySchema, p } from '@mikro-orm/postgresql';
import type { Credibility } from './credibility.domain.ts';

/** How often assets beat the benchmark over a horizon without any skill. */
const BaseRateEntity = defineEntity({
  name: 'BaseRate',
  tableName: 'base_rate',
  properties: {
    horizonHours: p.integer().primary().autoincrement(false),
    samples: p.integer(),
    wins: p.double(),
    computedAt: p.datetime().defaultRaw('now()'),
  },
});

/** The latest computed value. Calls that end and the passing of time change it. */
const CredibilityEntity = defineEntity({
  name: 'Credibility',
  tableName: 'credibility',
  indexes: [
    {
      name: 'credibility_score_index',
      expression: 'create index credibility_score_index on credibility (score desc, user_id) where score is not null',
    },
    { name: 'credibility_computed_at_index', properties: ['computedAt'] },
  ],
  properties: {
    userId: p.uuid().primary(),
    score: p.double().nullable(),
    figures: p.json<Credibility>(),
    computedAt: p.datetime().defaultRaw('now()'),
  },
});

export const credibilityEntities: readonly EntitySchema[] = [BaseRateEntity, CredibilityEntity];
