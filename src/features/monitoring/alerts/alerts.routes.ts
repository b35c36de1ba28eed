import { page } from '../../../platform/http/pagination.ts';
import { toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { READ, refusal, WRITE } from '../monitoring.policy.ts';
import { silenceAlertBody } from '../silences/silences.schema.ts';
import { acknowledgeBody, alertParams, alertSchema, alertsQuery } from './alerts.schema.ts';
import { acknowledgeAlert, listAlerts, resolveAlert, silenceAlert } from './alerts.service.ts';

const tags = ['monitoring'];
const ended = { description: 'The alert has ended already' };

export function monitoringAlertsRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/monitoring/alerts',
      operationId: 'listMonitoringAlerts',
      tags,
      summary: 'List alerts, newest first',
      access: READ,
      limit: 'read',
      request: { query: alertsQuery },
      responses: { 200: { description: 'A page of alerts', body: page(alertSchema) } },
      handler: async ({ em, principal, query }) => {
        return toReply(200, refusal(principal) ?? (await listAlerts(em, query)));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/monitoring/alerts/:alertId/resolve',
      operationId: 'resolveMonitoringAlert',
      tags,
      summary: 'Resolve an alert',
      description:
        'The series is mute for the cooldown of its rule. If the threshold is still crossed then, a new alert fires.',
      access: WRITE,
      limit: 'write',
      request: { params: alertParams },
      responses: {
        200: { description: 'The alert', body: alertSchema },
        404: { description: 'No such alert' },
        409: ended,
      },
      handler: async ({ em, principal, params }) => {
        return toReply(200, refusal(principal) ?? (await resolveAlert(em, params.alertId)));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/monitoring/alerts/:alertId/acknowledge',
      operationId: 'acknowledgeMonitoringAlert',
      tags,
      summary: 'Say that you have seen an alert',
      description: 'It does not escalate meanwhile. When that expires and the alert is still open, it does.',
      access: WRITE,
      limit: 'write',
      request: { params: alertParams, body: acknowledgeBody },
      responses: {
        200: { description: 'The alert', body: alertSchema },
        404: { description: 'No such alert' },
        409: ended,
      },
      handler: async ({ em, principal, params, body }) => {
        return toReply(200, refusal(principal) ?? (await acknowledgeAlert(em, params.alertId, body.minutes)));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/monitoring/alerts/:alertId/silence',
      operationId: 'silenceMonitoringAlert',
      tags,
      summary: 'Silence an alert and what fires again of its series',
      description: 'It is told at the end of the silence if it still fires then, or if it has ended meanwhile.',
      access: WRITE,
      limit: 'write',
      request: { params: alertParams, body: silenceAlertBody },
      responses: {
        200: { description: 'The alert', body: alertSchema },
        404: { description: 'No such alert' },
        409: { description: 'The alert has ended already, or there are too many silences' },
      },
      handler: async ({ em, principal, params, body }) =>
        toReply(200, refusal(principal) ?? (await silenceAlert(em, params.alertId, body))),
    }),
  ];
}
