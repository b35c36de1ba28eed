import { z } from 'zod';
import { decodeCursor, idKey, instantKey, page, pageQuery, toPage } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
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
      summary: 'Asks to be told when a price gets somewhere',
      description:
        'One whose condition holds already begins `disarmed`. It hears of prices later than the latest one there is, and of none ' +
        'that are more than a day older than itself. An unknown symbol is a 400 `unknown_symbol`; at most 500 alerts ' +
        'a user (409 `too_many_alerts`).',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { body: alertBody },
      responses: {
        201: { description: 'The alert', body: alertSchema, headers: { Location: 'Path of the alert' } },
      },
      handler: async ({ em, principal, body }) => {
        const alert = await createAlert(em, principal, body);
        return isProblem(alert) ? alert : reply(201, presentAlert(alert), { location: `/api/alerts/${alert.id}` });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/alerts',
      operationId: 'listAlerts',
      tags,
      summary: 'One’s own alerts, newest first; for admins anybody’s',
      access: {},
      limit: 'read',
      request: { query: alertListQuery },
      responses: { 200: { description: 'A page of alerts', body: page(alertSchema) } },
      handler: async ({ em, principal, query }) => {
        const key = decodeCursor(query.cursor, idKey);
        if (isProblem(key)) return key;
        const { userId, symbol, state, limit } = query;
        const filter = { userId, symbol, state, before: key?.[0], limit: limit + 1 };
        const found = await listOwnAlerts(em, principal, filter);
        return isProblem(found)
          ? found
          : reply(
              200,
              toPage(found, limit, (alert) => [alert.id], presentAlert),
            );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/alerts/:alertId',
      operationId: 'getAlert',
      tags,
      summary: 'One alert',
      access: {},
      limit: 'read',
      request: { params: alertParams },
      responses: { 200: { description: 'The alert', body: alertSchema } },
      handler: async ({ em, principal, params }) => {
        const alert = await getAlert(em, principal, params.alertId);
        return isProblem(alert) ? alert : reply(200, presentAlert(alert));
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/alerts/:alertId',
      operationId: 'updateAlert',
      tags,
      summary: 'Changes, pauses or resumes an alert',
      description:
        'A new threshold starts the alert again from the latest price, as if it were made now. For its owner: admins get 403 `owner_only`.',
      access: {},
      limit: 'write',
      request: { params: alertParams, body: alertPatchBody },
      responses: { 200: { description: 'The alert as changed', body: alertSchema } },
      handler: async ({ em, principal, params, body }) => {
        const alert = await updateAlert(em, principal, params.alertId, body);
        return isProblem(alert) ? alert : reply(200, presentAlert(alert));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/alerts/:alertId',
      operationId: 'deleteAlert',
      tags,
      summary: 'Deletes an alert with its firings',
      description: 'For its owner: admins get 403 `owner_only`.',
      access: {},
      limit: 'write',
      request: { params: alertParams },
      responses: { 204: { description: 'It is gone' } },
      handler: async ({ em, principal, params }) => (await deleteAlert(em, principal, params.alertId)) ?? reply(204),
    }),
    defineRoute({
      method: 'get',
      path: '/api/alerts/:alertId/firings',
      operationId: 'listAlertFirings',
      tags,
      summary: 'When an alert fired, latest first',
      access: {},
      limit: 'read',
      request: { params: alertParams, query: pageQuery },
      responses: { 200: { description: 'A page of firings', body: page(firingSchema) } },
      handler: async ({ em, principal, params, query }) => {
        const key = decodeCursor(query.cursor, firingKey);
        if (isProblem(key)) return key;
        const found = await listFiringsOf(em, principal, params.alertId, key?.[0] ?? null, query.limit + 1);
        return isProblem(found)
          ? found
          : reply(
              200,
              toPage(found, query.limit, (firing) => [firing.key], presentFiring),
            );
      },
    }),
  ];
}
