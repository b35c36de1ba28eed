import { type RawBuilder, sql } from 'kysely';
import { newId } from '../../platform/db/ids.ts';
import { type Em, row, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import { holds, succeedRun } from '../../platform/jobs/fence.ts';
import type { JobFence } from '../../platform/jobs/jobs.contract.ts';
import { holdLivingUser } from '../accounts/people/living-users.reads.ts';
import type { ReportReader } from '../accounts/people/report-readers.reads.ts';
import { freshness } from '../analytics/figures/freshness.reads.ts';
import type { EmailService } from '../email/email.service.ts';
import { drawChart } from './rendering/charts.ts';
import type { DrawnChart } from './rendering/report-page.ts';
import { renderPdf } from './rendering/report-pdf.ts';
import { changePercent, type ReportDocument } from './report-document.domain.ts';
import type { ReportLinks } from './report-links.ts';
import { periodOfDay } from './report-period.domain.ts';
import { type ReportSubject, writeReport } from './report-writer.service.ts';
import { findReport } from './reports.queries.ts';

const DAY_MS = 86_400_000;
/** As long as people keep such a mail at hand. */
const LINK_DAYS = 90;
/** Figures are final seconds after a period ends. */
const NEXT_LOOK_MS = 5_000;

export interface Rendered {
  document: ReportDocument;
  charts: DrawnChart[];
  pdf: Buffer;
}

export interface MakeReportDeps {
  email: EmailService;
  links: ReportLinks;
}

export type MakeReport = ReturnType<typeof createMakeReport>;

/** Everything that is stored of a report. A query that fails leaves nothing of it. */
export async function renderReport(em: Em, subject: ReportSubject): Promise<Rendered> {
  const document = await writeReport(em, subject);
  const charts: DrawnChart[] = [];
  for (const chart of document.charts) {
    charts.push({ wide: await drawChart(chart, 'wide'), narrow: await drawChart(chart, 'narrow') });
  }
  return { document, charts, pdf: await renderPdf(document) };
}

/** Milliseconds to wait until nothing before `to` will be added any more; null when that is so. */
export async function waitForFinal(em: Em, to: Date): Promise<number | null> {
  const { finalUntil } = await freshness(em);
  return finalUntil !== null && finalUntil >= to ? null : NEXT_LOOK_MS;
}

export function onceKeyOf({ scope, userId, period }: ReportSubject): string {
  return [scope, ...(userId === null ? [period.tz] : [userId]), period.kind, period.name].join(':');
}

export function createMakeReport({ email, links }: MakeReportDeps) {
  async function mail(tx: Em, reportId: string, reader: ReportReader, { document }: Rendered): Promise<void> {
    await email.sendTemplate(tx, {
      template: 'report',
      to: { address: reader.email, name: reader.displayName, userId: reader.id },
      data: {
        displayName: reader.displayName,
        title: document.title,
        from: document.firstDay,
        to: document.lastDay,
        summary: [...document.summary, `Days and hours are those of ${document.tz}.`].join('\n'),
        figures: document.figures.flatMap(({ label, unit, value, before }) => {
          if (value === null) return [];
          const change = changePercent({ value, before });
          const changed = change === null ? {} : { changePercent: Math.max(-1e6, Math.min(1e6, change)) };
          return [{ label, unit, value, ...changed }];
        }),
        url: links.pageUrl(reportId, new Date(Date.now() + LINK_DAYS * DAY_MS)),
      },
      priority: 'low',
      requestedBy: null,
    });
  }

  function insert(id: string, { scope, userId, period }: ReportSubject, onceKey: string | null): RawBuilder<unknown> {
    const { kind, name, firstDay, tz, from, to } = period;
    return sql`insert into report (id, scope, user_id, kind, period, first_day, time_zone, starts_at, ends_at, once_key)
      values (${id}, ${scope}, ${userId}::uuid, ${kind}, ${name}, ${firstDay}::date, ${tz}, ${from}, ${to}, ${onceKey})
      on conflict (once_key) where once_key is not null do nothing`;
  }

  async function fill(tx: Em, id: string, { document, charts, pdf }: Rendered): Promise<void> {
    await run(
      tx,
      sql`update report set document = ${JSON.stringify(document)}::jsonb, charts = ${JSON.stringify(charts)}::jsonb, pdf = ${pdf}
          where id = ${id}`,
    );
  }

  return {
    /**
     * Makes the report that has the id of the job, and ends the job with it.
     * @returns milliseconds to wait until figures are final; null when it is done or the job is not this run's any more
     */
    async one(em: () => Em, fence: JobFence): Promise<number | null> {
      const found = await findReport(em(), fence.jobId);
      if (!found) return null;
      const period = periodOfDay(found.kind, found.firstDay, found.timeZone);
      const waitMs = await waitForFinal(em(), period.to);
      if (waitMs !== null) return waitMs;
      const rendered = await renderReport(em(), { scope: found.scope, userId: found.userId, period });
      await transact(em(), async (tx) => {
        const result = { report: `/api/analytics/reports/${found.id}` };
        if (await row(tx, succeedRun(fence, result))) await fill(tx, found.id, rendered);
      });
      return null;
    },

    /**
     * Stores a report once and mails it once to its reader, in one transaction.
     * @returns whether it was mailed now; null when the job is not this run's any more
     */
    async deliver(
      em: Em,
      fence: JobFence,
      subject: ReportSubject,
      reader: ReportReader,
      rendered: Rendered,
    ): Promise<boolean | null> {
      return await transact(em, async (tx) => {
        if (!(await row(tx, sql`select 1 as mine from job where ${holds(fence)} for no key update`))) return null;
        // Nothing is written for an account that is being deleted.
        if (!(await holdLivingUser(tx, reader.id))) return false;
        const id = newId();
        const key = onceKeyOf(subject);
        if ((await run(tx, insert(id, subject, key))) > 0) await fill(tx, id, rendered);
        const stored = await row<{ id: string; document: ReportDocument }>(
          tx,
          sql`select id, document from report where once_key = ${key}`,
        );
        if (!stored) throw new Error('A report that was stored is not there');
        const { scope, period } = subject;
        const first = await run(
          tx,
          sql`insert into report_delivery (user_id, scope, period, report_id)
              values (${reader.id}, ${scope}, ${period.name}, ${stored.id}) on conflict do nothing`,
        );
        if (first > 0) await mail(tx, stored.id, reader, { ...rendered, document: stored.document });
        return first > 0;
      });
    },

    insert,
  };
}
