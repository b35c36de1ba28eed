import { page } from '../../../platform/http/pagination.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { READ, refusal, WRITE } from '../monitoring.policy.ts';
import { silenceBody, silenceChange, silenceParams, silenceSchema, silencesQuery } from './silences.schema.ts';
import { changeSilence, createSilence, listSilences, removeSilence } from './silences.service.ts';

const tags = ['monitoring'];
const missing = { description: 'No such silence' };
const over = { description: 'The silence has ended already' };

export function silencesRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/monitoring/silences',
      operationId: 'listMonitoringSilences',
      tags,
      summary: 'List silences, newest first',
      access: READ,
      limit: 'read',
      request: { query: silencesQuery },
      responses: { 200: { description: 'A page of silences', body: page(silenceSchema) } },
      handler: async ({ em, principal, query }) => toReply(200, refusal(principal) ?? (await listSilences(em, query))),
    }),
    defineRoute({
      method: 'post',
      path: '/api/monitoring/silences',
      operationId: 'createMonitoringSilence',
      tags,
      summary: 'Silence alerts for a while',
      description:
        'Alerts that match all that is named fire and end as always, and are not told. What still fires at the end of the silence is told then; of what ended meanwhile the end is told.',
      access: WRITE,
      limit: 'write',
      request: { body: silenceBody },
      responses: {
        201: { description: 'The silence', body: silenceSchema },
        409: { description: 'There are too many' },
      },
      handler: async ({ em, principal, body }) => toReply(201, refusal(principal) ?? (await createSilence(em, body))),
    }),
    defineRoute({
      method: 'patch',
      path: '/api/monitoring/silences/:silenceId',
      operationId: 'updateMonitoringSilence',
      tags,
      summary: 'Change the end of a silence, or its comment',
      access: WRITE,
      limit: 'write',
      request: { params: silenceParams, body: silenceChange },
      responses: { 200: { description: 'The silence', body: silenceSchema }, 404: missing, 409: over },
      handler: async ({ em, principal, params, body }) =>
        toReply(200, refusal(principal) ?? (await changeSilence(em, params.silenceId, body))),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/monitoring/silences/:silenceId',
      operationId: 'deleteMonitoringSilence',
      tags,
      summary: 'End a silence',
      access: WRITE,
      limit: 'write',
      request: { params: silenceParams },
      responses: { 204: { description: 'It has ended' }, 404: missing, 409: over },
      handler: async ({ em, principal, params }) =>
        refusal(principal) ?? (await removeSilence(em, params.silenceId)) ?? reply(204),
    }),
  ];
}
