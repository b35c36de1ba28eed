import { sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import { reportProgress, succeedRun } from '../../platform/jobs/fence.ts';
import type { JobFence } from '../../platform/jobs/jobs.contract.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { REPORT_KINDS } from '../accounts/accounts.contract.ts';
import { findTimeZones } from '../accounts/people/digest-readers.reads.ts';
import { findReportReaders, type ReportReader } from '../accounts/people/report-readers.reads.ts';
import { hoursOf, type ZoneHour } from '../digests/digest-window.domain.ts';
import { type MakeReport, onceKeyOf, type Rendered, renderReport, waitForFinal } from './make-report.service.ts';
import { isDueOn, lastPeriod } from './report-period.domain.ts';
import type { ReportSubject } from './report-writer.service.ts';
import { REPORT_ERRORS, REPORT_SCOPES } from './reports.contract.ts';

/** A report that could not be made within a day of its hour is left out: the next daily one is there by then. */
const FRESH_MS = 86_400_000;
const PAGE = 200;
const NIL = '00000000-0000-0000-0000-000000000000';

export interface DueReportsDeps {
  make: MakeReport;
  logger: Logger;
}

/** Some readers' reports could not be made; those of all others were. */
export class ReportsIncomplete extends Error {
  override readonly name = 'ReportsIncomplete';
  readonly code = REPORT_ERRORS.incomplete;
}

interface Due {
  subject: ReportSubject;
  reader: ReportReader;
}

/** What a reader is to get at their hour: what they chose, of the periods that the day is the first one after. */
function dueOf(reader: ReportReader, { at, timeZone }: ZoneHour): Due[] {
  // Swedish writes dates as ISO 8601 does.
  const day = Date.parse(`${new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at)}T00:00:00Z`);
  return REPORT_SCOPES.flatMap((scope) =>
    (scope === 'platform' && reader.role !== 'admin' ? [] : REPORT_KINDS)
      .filter((kind) => reader.reports[scope].includes(kind) && isDueOn(kind, day))
      .map((kind) => ({
        reader,
        subject: { scope, userId: scope === 'own' ? reader.id : null, period: lastPeriod(kind, at, timeZone) },
      })),
  );
}

/** Those of them that their reader was not mailed yet. */
async function undelivered(em: Em, due: readonly Due[]): Promise<Due[]> {
  const found = await rows<{ n: number }>(
    em,
    sql`select d.n::int - 1 as n from unnest(${due.map(({ reader }) => reader.id)}::uuid[], ${due.map(({ subject }) => subject.scope)}::text[],
          ${due.map(({ subject }) => subject.period.name)}::text[]) with ordinality as d (user_id, scope, period, n)
        where not exists (select from report_delivery r where r.user_id = d.user_id and r.scope = d.scope and r.period = d.period)
        order by d.n`,
  );
  return found.map(({ n }) => due[n] as Due);
}

export type DueReports = ReturnType<typeof createDueReports>;

export function createDueReports({ make, logger }: DueReportsDeps) {
  async function hoursDue(em: Em, dueAt: Date): Promise<ZoneHour[]> {
    const now = (await row<{ now: Date }>(em, sql`select now() as now`))?.now ?? dueAt;
    const after = new Date(Math.max(dueAt.getTime(), now.getTime()) - FRESH_MS);
    return (await findTimeZones(em)).flatMap((zone) => {
      try {
        return hoursOf(zone, after, dueAt);
      } catch (error) {
        logger.error({ err: error, time_zone: zone }, 'time zone unknown, its reports are left out');
        return [];
      }
    });
  }

  /** @returns how many were mailed; null when the job is not this run's any more */
  async function deliverPage(
    em: () => Em,
    fence: JobFence,
    page: readonly Due[],
    failed: string[],
    mayGoOn: () => void,
  ) {
    const rendered = new Map<string, Rendered>();
    let mailed = 0;
    for (const { subject, reader } of await undelivered(em(), page)) {
      mayGoOn();
      const key = onceKeyOf(subject);
      try {
        const known = rendered.get(key) ?? (await renderReport(em(), subject));
        if (subject.scope === 'platform') rendered.set(key, known);
        const done = await make.deliver(em(), fence, subject, reader, known);
        if (done === null) return null;
        if (done) mailed += 1;
      } catch (error) {
        logger.error({ err: error, report: key }, 'a report could not be made');
        failed.push(key);
      }
    }
    return mailed;
  }

  return {
    /**
     * Makes and mails what is due, and ends the job.
     * @param mayGoOn throws when the run is to stop
     * @returns milliseconds to wait until figures are final; null when done
     * @throws ReportsIncomplete when some could not be made
     */
    async all(em: () => Em, fence: JobFence, dueAt: Date, mayGoOn: () => void): Promise<number | null> {
      // The latest period of all that are due has ended by then.
      const waitMs = await waitForFinal(em(), dueAt);
      if (waitMs !== null) return waitMs;
      const failed: string[] = [];
      let mailed = 0;
      const hours = await hoursDue(em(), dueAt);
      for (let after: { number: number; id: string } | null = { number: 0, id: NIL }; after !== null; ) {
        const readers: ReportReader[] = await findReportReaders(em(), { hours, after, limit: PAGE });
        const due = readers.flatMap((reader) => dueOf(reader, hours[reader.number - 1] as ZoneHour));
        const more = await deliverPage(em, fence, due, failed, mayGoOn);
        if (more === null) return null;
        mailed += more;
        if (!(await reportProgress(em(), fence, { done: mailed, total: mailed }))) return null;
        after = readers.length < PAGE ? null : (readers.at(-1) as ReportReader);
      }
      if (failed.length > 0) throw new ReportsIncomplete(`${failed.length} reports could not be made`);
      await row(em(), succeedRun(fence, { mailed }));
      return null;
    },
  };
}
