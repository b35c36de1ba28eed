import { z } from 'zod';
import { pageQuery } from '../../platform/http/pagination.ts';
import { REPORT_KINDS } from '../accounts/accounts.contract.ts';
import { REPORT_SCOPES } from './reports.contract.ts';

export const reportParams = z.strictObject({ id: z.uuid().describe('Id of the report') });
export const reportsQuery = pageQuery.extend({
  scope: z.enum(REPORT_SCOPES).optional().describe('Only these; `platform` is for admins'),
});
export const tokenQuery = z.strictObject({ token: z.string().min(1).max(200).describe('From the link') });

export const reportBody = z
  .strictObject({
    scope: z.enum(REPORT_SCOPES).default('own').describe('`platform` is for admins'),
    kind: z.enum(REPORT_KINDS),
    day: z.iso.date().optional().describe('A day of the period; the last period that has ended unless given'),
    tz: z.string().min(1).max(64).optional().describe('IANA zone; that of your preferences unless given'),
  })
  .meta({ id: 'NewReport' });

const instant = z.iso.datetime();
const figure = z.strictObject({
  label: z.string(),
  unit: z.enum(['count', 'percent', 'milliseconds']),
  value: z.number().nullable(),
  before: z.number().nullable().describe('The same of the period before'),
});
const documentSchema = z
  .strictObject({
    version: z.literal(1),
    scope: z.enum(REPORT_SCOPES),
    kind: z.enum(REPORT_KINDS),
    period: z.string(),
    firstDay: z.iso.date(),
    lastDay: z.iso.date(),
    from: instant,
    to: instant,
    tz: z.string(),
    asOf: instant,
    title: z.string(),
    summary: z.array(z.string()).describe('What changed, in sentences'),
    figures: z.array(figure),
    charts: z.array(
      z.strictObject({
        title: z.string(),
        type: z.enum(['line', 'bar']),
        labels: z.array(z.string()),
        series: z.array(z.strictObject({ name: z.string(), values: z.array(z.number()) })),
      }),
    ),
    tables: z.array(
      z.strictObject({ title: z.string(), rows: z.array(z.strictObject({ label: z.string(), value: z.number() })) }),
    ),
  })
  .meta({ id: 'ReportDocument' });

const common = {
  id: z.uuid(),
  scope: z.enum(REPORT_SCOPES),
  kind: z.enum(REPORT_KINDS),
  period: z.string().describe('`2026-11-27`, `2026-W48` or `2026-11`'),
  tz: z.string(),
  createdAt: instant,
  status: z.enum(['open', 'ready', 'failed']),
  links: z.strictObject({
    self: z.string(),
    page: z.string().nullable().describe('A page that needs no sign-in, for an hour'),
    pdf: z.string().nullable().describe('Download of the PDF, for an hour'),
  }),
};

export const reportListItem = z.strictObject(common).meta({ id: 'ReportListItem' });
export const reportSchema = z
  .strictObject({
    ...common,
    changedSince: z
      .boolean()
      .nullable()
      .describe('Late or repaired events have changed figures since it was written; null until it is'),
    document: documentSchema.nullable().describe('What page, PDF and mail are made of; null until it is written'),
  })
  .meta({ id: 'Report' });
export type ReportView = z.infer<typeof reportSchema>;
