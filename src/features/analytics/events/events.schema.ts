import { z } from 'zod';

/** Events in a request at most: one statement stores them in a moment. */
export const MAX_EVENTS = 500;
export const MAX_NAME_LENGTH = 80;
export const MAX_EVENT_ID_LENGTH = 100;
export const MAX_PROPERTIES_BYTES = 4_096;
export const MAX_PROPERTIES = 50;
/** Depth of nested objects and lists. The properties themselves are the first level. */
export const MAX_PROPERTY_DEPTH = 4;

const clientEvent = z
  .strictObject({
    name: z
      .string()
      .max(MAX_NAME_LENGTH)
      .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,3}$/)
      .describe(
        'One to four words of a-z, 0-9 and _ with dots between them, `page.viewed`. Names of the system are refused',
      ),
    eventId: z
      .string()
      .min(1)
      .max(MAX_EVENT_ID_LENGTH)
      .optional()
      .describe('Yours: the same `eventId` and `occurredAt` of one sender is one event, however often it is sent'),
    occurredAt: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('When it happened; now unless given. Needed with an `eventId` that is not a UUID of version 7'),
    properties: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        `JSON of at most ${MAX_PROPERTIES_BYTES} bytes, ${MAX_PROPERTIES} keys and ${MAX_PROPERTY_DEPTH} levels; never secrets`,
      ),
    machine: z.boolean().optional().describe('No person caused it: it is stored, and left out of every figure'),
    userId: z.uuid().optional().describe('Whose event it is; only with the scope `events:write-any`'),
  })
  .meta({ title: 'Event' });

/** The documented schema. `client-events.ts` checks the same by hand, since the check runs for every event. */
export const documentedEvents = z.union([
  z.strictObject({ events: z.array(clientEvent).min(1).max(MAX_EVENTS) }).meta({ title: 'Events' }),
  clientEvent,
]);

export const storedEvents = z
  .strictObject({
    stored: z.int().describe('Events that are durable now and were not before'),
    duplicates: z.int().describe('Events that were stored already, or twice in this request'),
    rejected: z
      .array(
        z.strictObject({
          index: z.int().describe('Place in the request, from 0'),
          code: z.enum(['too_old', 'in_future', 'unknown_user', 'unstorable']),
        }),
      )
      .describe('Events that are not stored and never will be'),
  })
  .meta({ id: 'StoredEvents' });

export type StoredEvents = z.infer<typeof storedEvents>;
export type RejectionCode = StoredEvents['rejected'][number]['code'];
