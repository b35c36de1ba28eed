import { z } from 'zod';
import { idInput } from '../../../platform/http/id-input.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { METRIC_NAMES } from '../metric-catalogue.domain.ts';
import { SEVERITIES } from './default-rules.domain.ts';

const finite = z.number().min(-1e15).max(1e15);

const fields = {
  name: lineOfText(120).describe('What is wrong when it fires'),
  metric: z.enum(METRIC_NAMES).describe('What it watches. Each series of the metric has its own alert'),
  severity: z.enum(SEVERITIES),
  comparison: z.enum(['above', 'below']),
  threshold: finite.describe('Fires beyond it, in the unit of the metric'),
  clearThreshold: finite.describe('Ends when it is reached: not beyond the threshold'),
  forSeconds: z.int().min(0).max(86_400).describe('For how long the threshold must be crossed'),
  cooldownSeconds: z.int().min(0).max(86_400).describe('For how long it does not fire again after its end'),
  windowSeconds: z.int().min(20).max(600).describe('Seconds of samples that a value is made of'),
  minimumEvents: z
    .int()
    .min(0)
    .max(1_000_000)
    .describe('Fewer events in the window say nothing: of ratios and percentiles'),
  noData: z.enum(['alert', 'ignore']).describe('Whether a minute without data is an alert of its own'),
  enabled: z.boolean(),
};

export const ruleBody = z
  .strictObject({
    ...fields,
    forSeconds: fields.forSeconds.default(60),
    cooldownSeconds: fields.cooldownSeconds.default(300),
    windowSeconds: fields.windowSeconds.default(60),
    minimumEvents: fields.minimumEvents.default(0),
    noData: fields.noData.default('alert'),
    enabled: fields.enabled.default(true),
  })
  .meta({ id: 'NewMonitoringRule' });

export const ruleChange = z.strictObject(fields).partial().meta({ id: 'MonitoringRuleChange' });
export const ruleParams = z.strictObject({ ruleId: idInput });

export const ruleSchema = z
  .strictObject({
    id: z.uuid(),
    key: z.string().nullable().describe('Of a rule that every installation has: it can be disabled and not deleted'),
    ...fields,
    name: z.string(),
    unit: z.string().describe('Of the thresholds'),
    runbook: z.string().nullable().describe('Path of the section of the runbook'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'MonitoringRule' });
export type RuleView = z.input<typeof ruleSchema>;
