import { decodeCursor, idKey, page, toPage } from '../../platform/http/pagination.ts';
import { isProblem } from '../../platform/http/problem.ts';
import { reply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { jobSchema, type PresentJob } from '../../platform/jobs/job-view.ts';
import { REPORT_PAGE_POLICY, renderPage } from './rendering/report-page.ts';
import type { ReportDocument } from './report-document.domain.ts';
import type { ReportLinks } from './report-links.ts';
import { linksUntil, presentListed, presentReport } from './reports.presenter.ts';
import { findCharts, findPdf } from './reports.queries.ts';
import { reportBody, reportListItem, reportParams, reportSchema, reportsQuery, tokenQuery } from './reports.schema.ts';
import { isChanged, type ReportsService } from './reports.service.ts';

export interface ReportsRoutesDeps {
  reports: ReportsService;
  links: ReportLinks;
  presentJob: PresentJob;
}

const tags = ['analytics'];
const READ = { scope: 'analytics:read' } as const;

export function reportsRoutes({ reports, links, presentJob }: ReportsRoutesDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/analytics/reports',
      operationId: 'listReports',
      tags,
      summary: 'List your reports, newest first; those of the platform too for admins',
      access: READ,
      limit: 'read',
      request: { query: reportsQuery },
      responses: { 200: { description: 'A page of reports', body: page(reportListItem) } },
      handler: async ({ em, principal, query }) => {
        const key = decodeCursor(query.cursor, idKey);
        if (isProblem(key)) return key;
        const found = await reports.list(em, principal, query.scope, { before: key?.[0], limit: query.limit + 1 });
        if (isProblem(found)) return found;
        return reply(
          200,
          toPage(
            found,
            query.limit,
            ({ id }) => [id],
            (row) => presentListed(row, links),
          ),
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/analytics/reports',
      operationId: 'createReport',
      tags,
      summary: 'Make a report of a day, week or month that has ended',
      description:
        'Written once the figures of the period are final. Asked for again, it is a new report with the figures of then. Which reports ' +
        'come by mail is in your preferences.',
      access: {},
      limit: 'heavy',
      idempotent: true,
      request: { body: reportBody },
      responses: {
        202: { description: 'The job of the report', body: jobSchema, headers: { Location: 'Path of the job' } },
      },
      handler: async ({ em, principal, body }) => {
        const job = await reports.request(em, principal, body);
        return isProblem(job) ? job : reply(202, presentJob(job), { location: `/api/jobs/${job.id}` });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/analytics/reports/:id',
      operationId: 'getReport',
      tags,
      summary: 'Get a report with its figures and links',
      access: READ,
      limit: 'read',
      request: { params: reportParams },
      responses: { 200: { description: 'The report', body: reportSchema } },
      handler: async ({ em, principal, params }) => {
        const found = await reports.get(em, principal, params.id);
        if (isProblem(found)) return found;
        return reply(200, presentReport(found, await isChanged(em, found), links));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/analytics/reports/:id/page',
      operationId: 'showReport',
      tags,
      summary: 'Show a report as a page by its signed link',
      description: 'Made from the stored document alone. 404 for a link that is not ours, 410 `link_expired` later.',
      access: 'public',
      limit: 'read',
      request: { params: reportParams, query: tokenQuery },
      responses: {
        200: { description: 'The page', contentType: 'text/html; charset=utf-8' },
        410: { description: '`link_expired`' },
      },
      handler: async ({ em, params, query }) => {
        const found = await reports.ofLink(em, params.id, query.token);
        if (isProblem(found)) return found;
        const html = renderPage({
          report: found.document as ReportDocument,
          charts: await findCharts(em, found.id),
          changed: (await isChanged(em, found)) === true,
          pdfUrl: links.pdfUrl(found.id, linksUntil()),
        });
        return reply(200, html, { 'Content-Security-Policy': REPORT_PAGE_POLICY });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/analytics/reports/:id/pdf',
      operationId: 'downloadReport',
      tags,
      summary: 'Download a report as PDF by its signed link',
      description: '404 for a link that is not ours, 410 `link_expired` later.',
      access: 'public',
      limit: 'read',
      request: { params: reportParams, query: tokenQuery },
      responses: {
        410: { description: '`link_expired`' },
        200: {
          description: 'The PDF',
          contentType: 'application/pdf',
          headers: { 'Content-Disposition': 'Name of the file' },
        },
      },
      handler: async ({ em, params, query }) => {
        const found = await reports.ofLink(em, params.id, query.token);
        if (isProblem(found)) return found;
        const pdf = await findPdf(em, found.id);
        if (pdf === null) throw new Error('A report that is written has no PDF');
        return reply(200, pdf, {
          'Content-Disposition': `attachment; filename="report-${found.scope}-${found.period}.pdf"`,
          'Cache-Control': 'private, no-store',
        });
      },
    }),
  ];
}
