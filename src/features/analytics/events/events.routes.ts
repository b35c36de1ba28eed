import { z } from 'zod';
import { toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { documentedEvents, storedEvents } from './events.schema.ts';
import type { EventsService } from './events.service.ts';

/** Five hundred events with properties of 4 KB on average. */
const BODY_LIMIT_BYTES = 2_097_152;

const { $schema: _, ...documented } = z.toJSONSchema(documentedEvents, { io: 'input' });
const body = z
  .unknown()
  .refine((sent) => sent !== undefined, { message: 'This request needs a body' })
  .meta({ id: 'EventsToRecord', override: documented as object });

export function eventsRoutes(events: EventsService): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/analytics/events',
      operationId: 'recordEvents',
      tags: ['analytics'],
      summary: 'Record what happened in a client, one event or up to 500',
      description:
        'Answered once all of it is durable, so a request without an answer can be sent again: events with an `eventId` are ' +
        'stored once for each sender, `eventId` and `occurredAt`. A fault of form refuses the whole request and names the field. An event ' +
        'that happened more than 7 days ago or is more than 5 minutes ahead is listed in `rejected`; the others are stored. A ' +
        'caller writes their own events only; the key of an admin with `events:write-any` besides may name a `userId`. Events of ' +
        'crawlers are stored and left out of every figure. 429 beyond 50,000 events a person and UTC day, 503 when more wait than ' +
        'can be stored in time.',
      access: { scope: 'events:write' },
      limit: 'ingest',
      bodyLimitBytes: BODY_LIMIT_BYTES,
      request: { body },
      responses: { 200: { description: 'What was stored', body: storedEvents } },
      handler: async ({ em, principal, body: sent, userAgent }) => {
        const stored = await events.record(em, principal, { body: sent, userAgent });
        return toReply(200, stored);
      },
    }),
  ];
}
