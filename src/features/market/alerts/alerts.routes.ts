import { z } from 'zod';
import { findPage, idKey, instantKey, page, pageQuery } from '../../../platform/http/pagination.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { presentAlert, presentFiring } from './alerts.presenter.ts';
import { alertBody, alertListQuery, alertParams, alertPatchBody, alertSchema, firingSchema } from './alerts.schema.ts';
import { createAlert, deleteAlert, getAlert, listFiringsOf, listOwnAlerts, updateAlert } from './alerts.service.ts';

const tags = ['alerts'];
const firingKey = z.tuple([instantKey]);

export function alertsRoutes(): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/alerts',
      operationId: 'createAlert',
      tags,
      summary: 'Create a price alert',
      description:
        'If its condition already holds, the alert starts `disarmed`. It looks at prices later than the latest known ' +
        'price, except those more than a day older than the alert. 400 `unknown_symbol`. A user can have 500 alerts: 409 ' +
        '`too_many_alerts`.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { body: alertBody },
      responses: {
        201: { description: 'The alert', body: alertSchema, headers: { Location: 'Path of the alert' } },
      },
      handler: async ({ em, principal, body }) => {
        const alert = await createAlert(em, principal, body);
        return toReply(201, alert, presentAlert, (alert) => ({ location: `/api/alerts/${alert.id}` }));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/alerts',
      operationId: 'listAlerts',
      tags,
      summary: 'List your price alerts, newest first; admins can list those of any user',
      access: {},
      limit: 'read',
      request: { query: alertListQuery },
      responses: { 200: { description: 'A page of alerts', body: page(alertSchema) } },
      handler: async ({ em, principal, query }) => {
        const { userId, symbol, state } = query;
        const filter = { userId, symbol, state };
        return toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => listOwnAlerts(em, principal, { ...filter, before: before?.[0], limit }),
            keyOf: ({ id }) => [id],
            presenter: () => presentAlert,
          }),
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/alerts/:alertId',
      operationId: 'getAlert',
      tags,
      summary: 'Get a price alert',
      access: {},
      limit: 'read',
      request: { params: alertParams },
      responses: { 200: { description: 'The alert', body: alertSchema } },
      handler: async ({ em, principal, params }) => {
        const alert = await getAlert(em, principal, params.alertId);
        return toReply(200, alert, presentAlert);
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/alerts/:alertId',
      operationId: 'updateAlert',
      tags,
      summary: 'Change, pause or resume a price alert',
      description:
        'With a new threshold, the alert starts again from the latest price, as if it were created now. Only the owner ' +
        'can do this: admins get 403 `owner_only`.',
      access: {},
      limit: 'write',
      request: { params: alertParams, body: alertPatchBody },
      responses: { 200: { description: 'The alert as changed', body: alertSchema } },
      handler: async ({ em, principal, params, body }) => {
        const alert = await updateAlert(em, principal, params.alertId, body);
        return toReply(200, alert, presentAlert);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/alerts/:alertId',
      operationId: 'deleteAlert',
      tags,
      summary: 'Delete a price alert and its firings',
      description: 'Only the owner can do this: admins get 403 `owner_only`.',
      access: {},
      limit: 'write',
      request: { params: alertParams },
      responses: { 204: { description: 'The alert is deleted' } },
      handler: async ({ em, principal, params }) => (await deleteAlert(em, principal, params.alertId)) ?? reply(204),
    }),
    defineRoute({
      method: 'get',
      path: '/api/alerts/:alertId/firings',
      operationId: 'listAlertFirings',
      tags,
      summary: 'List the firings of a price alert, latest first',
      access: {},
      limit: 'read',
      request: { params: alertParams, query: pageQuery },
      responses: { 200: { description: 'A page of firings', body: page(firingSchema) } },
      handler: async ({ em, principal, params, query }) =>
        toReply(
          200,
          await findPage(query, firingKey, {
            find: (before, limit) => listFiringsOf(em, principal, params.alertId, before?.[0] ?? null, limit),
            keyOf: ({ key }) => [key],
            presenter: () => presentFiring,
          }),
        ),
    }),
  ];
}
