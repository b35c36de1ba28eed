import { sql } from 'kysely';
import { newId } from '../../platform/db/ids.ts';
import { type Em, row } from '../../platform/db/sql.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { invalidRequest, notFound, type Problem, problem } from '../../platform/http/problem.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import type { JobRow } from '../../platform/jobs/job-row.ts';
import type { ReportKind } from '../accounts/accounts.contract.ts';
import { findTimeZonesOf } from '../accounts/people/time-zones.reads.ts';
import { canonicalTimeZone } from '../accounts/time-zone.domain.ts';
import type { ReportLinks } from './report-links.ts';
import { lastPeriod, periodOfDay } from './report-period.domain.ts';
import { hasChanged } from './report-writer.service.ts';
import type { ReportScope } from './reports.contract.ts';
import { reportJobType } from './reports.jobs.ts';
import { findReport, listReports, type ReportRow } from './reports.queries.ts';

/** For how long figures can be computed again: as long as rollups are kept, less a period. */
const COMPARED_MS = 360 * 86_400_000;
const EXPIRED = problem(410, 'link_expired', 'This link has expired. Open the report again.');
const NOT_ADMIN = problem(403, 'forbidden', 'Reports of the platform are for admins.');

export interface ReportBody {
  scope: ReportScope;
  kind: ReportKind;
  day?: string | undefined;
  tz?: string | undefined;
}

export type ReportsService = ReturnType<typeof createReportsService>;

function maySee({ userId, role }: Principal, report: ReportRow): boolean {
  return report.scope === 'platform' ? role === 'admin' : report.userId === userId;
}

/** Whether figures have changed since it was written; null for what cannot be told. */
export async function isChanged(em: Em, { scope, userId, kind, firstDay, timeZone, document }: ReportRow) {
  if (document === null || Date.now() - Date.parse(document.from) > COMPARED_MS) return null;
  const period = periodOfDay(kind, firstDay, timeZone);
  return await hasChanged(em, { scope, userId, period }, document);
}

export function createReportsService({ enqueue, links }: { enqueue: Enqueue; links: ReportLinks }) {
  async function zoneOf(em: Em, userId: string, asked: string | undefined): Promise<string | null> {
    return asked === undefined ? (await findTimeZonesOf(em, [userId]))(userId) : canonicalTimeZone(asked);
  }

  return {
    /** Asks for a report, in the transaction of `tx`. */
    async request(
      tx: Em,
      { userId, role }: Principal,
      { scope, kind, day, tz }: ReportBody,
    ): Promise<JobRow | Problem> {
      if (scope === 'platform' && role !== 'admin') return NOT_ADMIN;
      const zone = await zoneOf(tx, userId, tz);
      const bad = (field: string, code: string, message: string) =>
        invalidRequest([{ field: `body.${field}`, code, message }]);
      if (zone === null) return bad('tz', 'unknown_zone', 'An IANA zone, `Europe/Berlin`');
      const now = (await row<{ now: Date }>(tx, sql`select now() as now`))?.now ?? new Date();
      const period = day === undefined ? lastPeriod(kind, now, zone) : periodOfDay(kind, day, zone);
      if (period.to > now) return bad('day', 'period_open', 'In a period that has ended');
      if (now.getTime() - period.from.getTime() > COMPARED_MS) return bad('day', 'too_old', 'At most 360 days ago');
      const id = newId();
      const owner = scope === 'own' ? userId : null;
      return await enqueue(tx, {
        id,
        type: reportJobType,
        input: { dueAt: null },
        summary: `${kind} report of ${period.name}`,
        requestedBy: userId,
        beside: sql`insert into report (id, scope, user_id, requested_by, kind, period, first_day, time_zone, starts_at, ends_at)
          select queued.id, ${scope}, ${owner}::uuid, queued.requested_by, ${kind}, ${period.name}, ${period.firstDay}::date, ${zone},
            ${period.from}, ${period.to} from queued`,
      });
    },

    /** Own ones, and those of the platform for admins. */
    async list(
      em: Em,
      { userId, role }: Principal,
      scope: ReportScope | undefined,
      page: { before: string | undefined; limit: number },
    ): Promise<ReportRow[] | Problem> {
      if (scope === 'platform' && role !== 'admin') return NOT_ADMIN;
      const own = sql`r.user_id = ${userId}`;
      const platform = sql`r.scope = 'platform'`;
      if (scope === 'own' || role !== 'admin') return await listReports(em, own, page);
      return await listReports(em, scope === 'platform' ? platform : sql`(${own} or ${platform})`, page);
    },

    async get(em: Em, principal: Principal, id: string): Promise<ReportRow | Problem> {
      const found = await findReport(em, id);
      return found && maySee(principal, found) ? found : notFound('The report');
    },

    /** The report of a link, with its document. 404 for a link that is not ours, 410 for one that has expired. */
    async ofLink(em: Em, id: string, token: string): Promise<ReportRow | Problem> {
      const expiresAt = links.read(id, token);
      const found = expiresAt === null ? undefined : await findReport(em, id);
      if (expiresAt === null || !found || found.document === null) return notFound('The report');
      return expiresAt.getTime() <= Date.now() ? EXPIRED : found;
    },
  };
}
