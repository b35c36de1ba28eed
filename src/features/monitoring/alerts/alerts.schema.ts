import { z } from 'zod';
import { idInput } from '../../../platform/http/id-input.ts';
import { pageQuery } from '../../../platform/http/pagination.ts';
import { SEVERITIES } from '../rules/default-rules.domain.ts';

const instant = z.iso.datetime();

export const alertsQuery = pageQuery.extend({
  state: z.enum(['active', 'past']).optional().describe('Only those that are open, or only those that have ended'),
  severity: z.enum(SEVERITIES).optional(),
  ruleId: idInput.optional().describe('Only those of this rule'),
});

export const alertParams = z.strictObject({ alertId: idInput });

export const acknowledgeBody = z.strictObject({
  minutes: z.int().min(1).max(10_080).default(240).describe('For how long it counts as seen'),
});

export const alertSchema = z
  .strictObject({
    id: z.uuid(),
    state: z.enum(['active', 'past']),
    rule: z.strictObject({ id: z.uuid(), name: z.string().describe('As it was when the alert fired') }),
    metric: z.string(),
    severity: z.enum(SEVERITIES),
    kind: z.string().describe('`fired`: the threshold was crossed. `no_data`, `error`: nothing is known'),
    labels: z.record(z.string(), z.string()).describe('Of the series'),
    threshold: z.number(),
    firedAt: instant,
    value: z.number().nullable().describe('When it fired'),
    endedAt: instant.nullable(),
    endedBy: z
      .string()
      .nullable()
      .describe('`recovered`, `data_back`, `resolved` by a person, `ended` with its process, or `rule_changed`'),
    endedValue: z.number().nullable(),
    acknowledgedUntil: instant.nullable(),
    silencedUntil: instant.nullable().describe('Null unless a silence holds back its changes now'),
    transitions: z.array(
      z.strictObject({
        kind: z.string(),
        at: instant,
        value: z.number().nullable(),
        told: z
          .array(
            z.strictObject({
              channel: z.string(),
              status: z
                .string()
                .describe(
                  '`queued`, `sent`, `failed`, `silenced` until the end of a silence, `muted` while another alert explains it, or `merged`: told with its end alone',
                ),
              attempts: z.int(),
              sentAt: instant.nullable(),
              error: z.string().nullable(),
            }),
          )
          .describe('On which channels it was told'),
      }),
    ),
    runbook: z.string().nullable().describe('Path of the section of the runbook'),
  })
  .meta({ id: 'MonitoringAlert' });
export type AlertView = z.input<typeof alertSchema>;
