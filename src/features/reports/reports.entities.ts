import { defineEntity, type EntitySchema, p } from '@mikro-orm/postgresql';
import type { ReportKind } from '../accounts/accounts.contract.ts';
import type { DrawnChart } from './rendering/report-page.ts';
import type { ReportDocument } from './report-document.domain.ts';
import type { ReportScope } from './reports.contract.ts';

/** A report: its document, and what is drawn of it. The PDF is here too, so that it appears and goes with its row. */
const ReportEntity = defineEntity({
  name: 'Report',
  tableName: 'report',
  indexes: [
    { name: 'report_user_id_index', expression: 'create index report_user_id_index on report (user_id, id desc)' },
    {
      name: 'report_once_key_index',
      expression: 'create unique index report_once_key_index on report (once_key) where once_key is not null',
    },
    { name: 'report_requested_by_index', properties: ['requestedBy'] },
  ],
  checks: [
    { name: 'report_scope_check', expression: `(scope = 'own') = (user_id is not null)` },
    { name: 'report_ready_check', expression: '(document is null) = (pdf is null)' },
  ],
  properties: {
    id: p.uuid().primary(),
    scope: p.text().$type<ReportScope>(),
    userId: p.uuid().nullable(),
    requestedBy: p.uuid().nullable(),
    kind: p.text().$type<ReportKind>(),
    period: p.text(),
    firstDay: p.date(),
    timeZone: p.text(),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    /** Of reports that a schedule makes: there is one for each. */
    onceKey: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** Null until it is written. */
    document: p.json<ReportDocument>().nullable(),
    charts: p.json<DrawnChart[]>().nullable(),
    pdf: p.blob().nullable(),
  },
});

/** Who was mailed which report: once for each period, whatever zone they had. */
const ReportDeliveryEntity = defineEntity({
  name: 'ReportDelivery',
  tableName: 'report_delivery',
  properties: {
    userId: p.uuid().primary(),
    scope: p.text().primary(),
    period: p.text().primary(),
    reportId: p.uuid(),
    deliveredAt: p.datetime().defaultRaw('now()'),
  },
  indexes: [{ name: 'report_delivery_delivered_at_index', properties: ['deliveredAt'] }],
});

export const reportEntities: readonly EntitySchema[] = [ReportEntity, ReportDeliveryEntity];
