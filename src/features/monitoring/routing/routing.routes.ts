import { page, pageQuery } from '../../../platform/http/pagination.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { READ, refusal, WRITE } from '../monitoring.policy.ts';
import { routeBody, routeChange, routeParams, routeSchema } from './routing.schema.ts';
import { changeRoute, createRoute, listRoutes, removeRoute } from './routing.service.ts';

const tags = ['monitoring'];
const missing = { description: 'No such route' };

/** @param channels names of the configured channels */
export function routingRoutes(channels: readonly string[]): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/monitoring/routes',
      operationId: 'listMonitoringRoutes',
      tags,
      summary: 'List the routes by which alerts are told',
      description: 'Alerts of a severity without a route are told on every channel that is configured.',
      access: READ,
      limit: 'read',
      request: { query: pageQuery },
      responses: { 200: { description: 'A page of routes', body: page(routeSchema) } },
      handler: async ({ em, principal, query }) => toReply(200, refusal(principal) ?? (await listRoutes(em, query))),
    }),
    defineRoute({
      method: 'post',
      path: '/api/monitoring/routes',
      operationId: 'createMonitoringRoute',
      tags,
      summary: 'Create a route for alerts of some severities',
      access: WRITE,
      limit: 'write',
      request: { body: routeBody },
      responses: { 201: { description: 'The route', body: routeSchema }, 409: { description: 'There are too many' } },
      handler: async ({ em, principal, body }) =>
        toReply(201, refusal(principal) ?? (await createRoute(em, body, channels))),
    }),
    defineRoute({
      method: 'patch',
      path: '/api/monitoring/routes/:routeId',
      operationId: 'updateMonitoringRoute',
      tags,
      summary: 'Change a route',
      access: WRITE,
      limit: 'write',
      request: { params: routeParams, body: routeChange },
      responses: { 200: { description: 'The route', body: routeSchema }, 404: missing },
      handler: async ({ em, principal, params, body }) =>
        toReply(200, refusal(principal) ?? (await changeRoute(em, params.routeId, body, channels))),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/monitoring/routes/:routeId',
      operationId: 'deleteMonitoringRoute',
      tags,
      summary: 'Delete a route',
      access: WRITE,
      limit: 'write',
      request: { params: routeParams },
      responses: { 204: { description: 'It is gone' }, 404: missing },
      handler: async ({ em, principal, params }) =>
        refusal(principal) ?? (await removeRoute(em, params.routeId)) ?? reply(204),
    }),
  ];
}
