import { z } from 'zod';
import { idInput } from '../../../platform/http/id-input.ts';
import { instantInput } from '../../../platform/http/instant.ts';
import { pageQuery } from '../../../platform/http/pagination.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { SEVERITIES } from '../rules/default-rules.domain.ts';

const MAX_LABELS = 10;
const labelName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,59}$/, 'Must be the name of a label');
const comment = lineOfText(300).describe('Why, for the others');

export const silencesQuery = pageQuery.extend({
  state: z.enum(['active', 'scheduled', 'past']).optional().describe('Only those that are so now'),
});
export const silenceParams = z.strictObject({ silenceId: idInput });

export const silenceBody = z
  .strictObject({
    ruleId: idInput.optional().describe('Alerts of this rule'),
    severity: z.enum(SEVERITIES).optional().describe('Alerts of this severity'),
    labels: z
      .record(labelName, lineOfText(300))
      .refine((labels) => Object.keys(labels).length <= MAX_LABELS, {
        message: `Must have at most ${MAX_LABELS} labels`,
      })
      .default({})
      .describe('Alerts whose series has all of these labels'),
    comment: comment.optional(),
    startsAt: instantInput.optional().describe('Now unless given'),
    endsAt: instantInput.describe('At most 90 days from now'),
  })
  .meta({ id: 'NewMonitoringSilence' });

export const silenceChange = z
  .strictObject({ comment, endsAt: instantInput })
  .partial()
  .meta({ id: 'MonitoringSilenceChange' });

export const silenceAlertBody = z.strictObject({
  minutes: z.int().min(1).max(10_080).default(120).describe('For how long'),
  comment: comment.optional(),
});

const instant = z.iso.datetime();

export const silenceSchema = z
  .strictObject({
    id: z.uuid(),
    state: z.enum(['active', 'scheduled', 'past']),
    ruleId: z.uuid().nullable().describe('Null: of any rule'),
    severity: z.enum(SEVERITIES).nullable().describe('Null: of any severity'),
    labels: z.record(z.string(), z.string()).describe('All of which the series has'),
    comment: z.string().nullable(),
    startsAt: instant,
    endsAt: instant,
    createdAt: instant,
  })
  .meta({ id: 'MonitoringSilence' });
export type SilenceView = z.input<typeof silenceSchema>;
