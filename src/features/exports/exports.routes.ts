import { findPage, idKey, page, pageQuery } from '../../platform/http/pagination.ts';
import { reply, toReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { jobSchema, type PresentJob } from '../../platform/jobs/job-view.ts';
import { type DownloadLink, presentDatasets, presentExport } from './exports.presenter.ts';
import type { ExportRow } from './exports.queries.ts';
import { datasetsSchema, estimateSchema, exportBody, exportParams, exportSchema } from './exports.schema.ts';
import type { ExportsService } from './exports.service.ts';

export interface ExportsRoutesDeps {
  exports: ExportsService;
  presentJob: PresentJob;
  linkTo: DownloadLink;
}

const tags = ['exports'];
const READ = { scope: 'exports:read' } as const;
const WRITE = { scope: 'exports:write' } as const;

export function exportsRoutes({ exports, presentJob, linkTo }: ExportsRoutesDeps): Route[] {
  const presentOne = (row: ExportRow) => presentExport(row, linkTo);
  return [
    defineRoute({
      method: 'post',
      path: '/api/jobs/export',
      operationId: 'createExport',
      tags,
      summary: 'Export a dataset to a file',
      description:
        'All rows of the file are from one snapshot of the database. The file is published together with the success of ' +
        'the job; the user gets a notification and, at a verified address, a mail with a download link. In a CSV, a text ' +
        'that a spreadsheet would take for a formula begins with an apostrophe, null is an empty field and an empty text is ' +
        '`""`. 429 `too_many_exports` above 10 exports that have not ended; two run at the same time.',
      access: WRITE,
      limit: 'heavy',
      idempotent: true,
      request: { body: exportBody },
      responses: {
        202: { description: 'The job of the export', body: jobSchema, headers: { Location: 'Path of the job' } },
      },
      handler: async ({ em, principal, body }) => {
        const job = await exports.request(em, principal, body);
        return toReply(
          202,
          job,
          (made) => presentJob(made, principal),
          ({ id }) => ({ location: `/api/jobs/${id}` }),
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/jobs/export/estimate',
      operationId: 'estimateExport',
      tags,
      summary: 'Estimate the rows and the size of an export',
      description: 'Takes what `POST /api/jobs/export` takes, and writes nothing.',
      access: READ,
      limit: 'heavy',
      request: { body: exportBody },
      responses: { 200: { description: 'The estimate', body: estimateSchema } },
      handler: async ({ em, principal, body }) => toReply(200, await exports.estimate(em, principal, body)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/jobs/export',
      operationId: 'listExports',
      tags,
      summary: 'List your exports, newest first, expired ones too',
      access: READ,
      limit: 'read',
      request: { query: pageQuery },
      responses: { 200: { description: 'A page of exports', body: page(exportSchema) } },
      handler: async ({ em, principal, query }) => {
        const found = await findPage(query, idKey, {
          find: (from, limit) => exports.list(em, principal, { before: from?.[0], limit }),
          keyOf: ({ id }) => [id],
          presenter: () => presentOne,
        });
        return toReply(200, found);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/jobs/export/datasets',
      operationId: 'listExportDatasets',
      tags,
      summary: 'List the datasets that you can export, with their columns and filters',
      access: READ,
      limit: 'read',
      request: {},
      responses: { 200: { description: 'The datasets', body: datasetsSchema } },
      handler: ({ principal }) => reply(200, presentDatasets(exports.datasets(principal))),
    }),
    defineRoute({
      method: 'get',
      path: '/api/jobs/export/:jobId',
      operationId: 'getExport',
      tags,
      summary: 'Get one of your exports with its download link',
      access: READ,
      limit: 'read',
      request: { params: exportParams },
      responses: { 200: { description: 'The export', body: exportSchema } },
      handler: async ({ em, principal, params }) => {
        const found = await exports.get(em, principal, params.jobId);
        return toReply(200, found, presentOne);
      },
    }),
  ];
}
