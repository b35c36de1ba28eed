import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import type { JobStatus } from '../../platform/jobs/jobs.contract.ts';
import type { ReportKind } from '../accounts/accounts.contract.ts';
import type { DrawnChart } from './rendering/report-page.ts';
import type { ReportDocument } from './report-document.domain.ts';
import type { ReportScope } from './reports.contract.ts';

export interface ReportRow {
  id: string;
  scope: ReportScope;
  userId: string | null;
  kind: ReportKind;
  period: string;
  firstDay: string;
  timeZone: string;
  createdAt: Date;
  document: ReportDocument | null;
  /** Of its job; null for reports that a schedule made. */
  status: JobStatus | null;
}

const COLUMNS = sql`r.id, r.scope, r.user_id as "userId", r.kind, r.period, r.first_day::text as "firstDay", r.time_zone as "timeZone",
  r.created_at as "createdAt", r.document, j.status`;
const FROM = sql`from report r left join job j on j.id = r.id`;

export async function findReport(em: Em, id: string): Promise<ReportRow | undefined> {
  return await row(em, sql`select ${COLUMNS} ${FROM} where r.id = ${id}`);
}

/** Newest first, below `before`. @param whose condition on `r` */
export async function listReports(
  em: Em,
  whose: RawBuilder<unknown>,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<ReportRow[]> {
  const below = before === undefined ? sql`true` : sql`r.id < ${before}`;
  return await rows(em, sql`select ${COLUMNS} ${FROM} where ${whose} and ${below} order by r.id desc limit ${limit}`);
}

export async function findCharts(em: Em, id: string): Promise<DrawnChart[]> {
  return (
    (await row<{ charts: DrawnChart[] | null }>(em, sql`select charts from report where id = ${id}`))?.charts ?? []
  );
}

export async function findPdf(em: Em, id: string): Promise<Buffer | null> {
  return (await row<{ pdf: Buffer | null }>(em, sql`select pdf from report where id = ${id}`))?.pdf ?? null;
}
