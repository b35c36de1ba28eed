import { z } from 'zod';
import { instantInput } from '../../../platform/http/instant.ts';
import { INTERVALS } from '../../../platform/time/steps.domain.ts';
import { MAX_NAME_LENGTH } from '../events/events.schema.ts';
import { about, periodQuery } from '../figures/figures.schema.ts';

const instant = z.iso.datetime();

const MAX_FUNNEL_STEPS = 5;
export const MAX_FUNNEL_DAYS = 31;
const MAX_WITHIN_HOURS = 720;
const WEEK_HOURS = 168;
/** Each pair of a cohort and a later step is a figure of its own. */
export const MAX_COHORTS = 31;

export const funnelBody = z
  .strictObject({
    steps: z
      .array(
        z
          .string()
          .max(MAX_NAME_LENGTH)
          .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,3}$/),
      )
      .min(2)
      .max(MAX_FUNNEL_STEPS)
      .describe('Names of events in their order, of the system or of clients. A name may come twice'),
    from: instantInput.optional().describe('Start of the period, 30 days before `to` unless given'),
    to: instantInput.optional().describe(`End of the period, now unless given, ${MAX_FUNNEL_DAYS} days later at most`),
    withinHours: z
      .int()
      .min(1)
      .max(MAX_WITHIN_HOURS)
      .default(WEEK_HOURS)
      .describe('A user who reached a step later than that after the first one is not counted in it'),
  })
  .meta({ id: 'FunnelQuestion' });
export type FunnelQuestion = z.output<typeof funnelBody>;

export const funnelSchema = z
  .strictObject({
    from: instant,
    to: instant,
    withinHours: z.int(),
    asOf: instant.describe('What was committed before is counted'),
    steps: z.array(
      z.strictObject({
        name: z.string(),
        users: z.int().describe('Users who did this step after all steps before it'),
        ofFirst: z.number().nullable().describe('users / users of the first step; null where that is 0'),
        ofPrevious: z
          .number()
          .nullable()
          .describe('users / users of the step before; null for the first, and where that is 0'),
      }),
    ),
  })
  .meta({ id: 'Funnel' });
export type Funnel = z.infer<typeof funnelSchema>;

export const retentionQuery = z.strictObject({
  ...periodQuery.shape,
  interval: z
    .enum(INTERVALS)
    .exclude(['hour'])
    .default('week')
    .describe(`Length of the steps, of which there are ${MAX_COHORTS} at most; weeks start on Monday`),
});
export type RetentionQuery = z.output<typeof retentionQuery>;

export const retentionSchema = z
  .strictObject({
    ...about,
    cohorts: z.array(
      z.strictObject({
        from: instant,
        to: instant,
        users: z.int().describe('Users who signed up in this step and still have their account'),
        active: z
          .array(z.int())
          .describe(
            'How many of them were active in this step, in the next one, and so on until the end of the period',
          ),
      }),
    ),
  })
  .meta({ id: 'Retention' });
export type Retention = z.infer<typeof retentionSchema>;
