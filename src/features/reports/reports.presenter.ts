import type { ReportLinks } from './report-links.ts';
import type { ReportRow } from './reports.queries.ts';
import type { ReportView } from './reports.schema.ts';

/** Milliseconds that links in answers work. */
const LINKS_WORK_MS = 3_600_000;

export const linksUntil = () => new Date(Date.now() + LINKS_WORK_MS);

/** Shapes a row for lists; nothing else does. */
export function presentListed(row: ReportRow, links: ReportLinks): Omit<ReportView, 'changedSince' | 'document'> {
  const ended = row.status === null || row.status === 'failed' || row.status === 'cancelled';
  const ready = row.document !== null;
  const until = linksUntil();
  return {
    id: row.id,
    scope: row.scope,
    kind: row.kind,
    period: row.period,
    tz: row.timeZone,
    createdAt: row.createdAt.toISOString(),
    status: ready ? 'ready' : ended ? 'failed' : 'open',
    links: {
      self: `/api/analytics/reports/${row.id}`,
      page: ready ? links.pageUrl(row.id, until) : null,
      pdf: ready ? links.pdfUrl(row.id, until) : null,
    },
  };
}

export function presentReport(row: ReportRow, changedSince: boolean | null, links: ReportLinks): ReportView {
  return { ...presentListed(row, links), changedSince, document: row.document };
}
