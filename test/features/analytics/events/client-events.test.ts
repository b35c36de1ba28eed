import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readEvents } from '../../../../src/features/analytics/events/client-events.ts';
import { idOfEvent, timeOfId } from '../../../../src/features/analytics/events/event-id.ts';
import { documentedEvents } from '../../../../src/features/analytics/events/events.schema.ts';
import { isProblem } from '../../../../src/platform/http/problem.ts';

const ID_V7 = '01980000-0000-7000-8000-000000000001';
const almost = <T>(good: fc.Arbitrary<T>) => fc.oneof({ weight: 20, arbitrary: good }, fc.jsonValue({ maxDepth: 1 }));
const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('page.viewed', 'a.b.c.d', 'a_1') },
  fc.constantFrom('page.viewed', 'a', 'a.b.c.d', 'a.b.c.d.e', 'A.b', '.a', 'a..b', 'x'.repeat(80), 'x'.repeat(81), 'é'),
  fc.stringMatching(/^[a-z_.0-9]{1,8}$/),
);
const instant = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('2026-03-02T15:41:00Z', '2026-03-02T15:41:00.123+05:45') },
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-02-29T00:00:00Z',
    '2024-02-29T00:00:00Z',
    '2026-04-31T10:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T10:00Z',
  ),
  fc.constantFrom(
    '2026-01-01T10:00:00+05:45',
    '2026-01-01T10:00:00-24:00',
    '2026-01-01 10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-01-00T10:00:00Z',
  ),
  fc.stringMatching(/^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d(:[0-6]\d)?(\.\d{1,4})?(Z|[+-][0-2]\d:[0-6]\d)$/),
);
const event = fc.record(
  {
    name: almost(name),
    eventId: almost(fc.constantFrom(ID_V7, ID_V7.toUpperCase())),
    occurredAt: almost(instant),
    machine: almost(fc.boolean()),
    userId: almost(fc.uuid()),
    properties: almost(fc.dictionary(fc.string(), fc.integer(), { maxKeys: 3 })),
  },
  { requiredKeys: ['name', 'eventId'] },
);

/** What the schema does not say: limits of properties, names of the system, and which eventIds need a time. These are tested one by one. */
const beyondSchema = (value: unknown) => /reserved_name|too_deep|too_big|"missing"/.test(JSON.stringify(value));

const surprising = fc.tuple(event, fc.string()).map(([sent, field]) => ({ ...sent, [field]: 1 }));

test('the check by hand takes what the documented schema takes, and nothing else', () => {
  const batch = fc.record({ events: almost(fc.array(event, { maxLength: 3 })) });
  let taken = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: event }, batch, surprising, fc.jsonValue()), (body) => {
      const read = readEvents(body);
      if (isProblem(read) && beyondSchema(read)) return;
      if (!isProblem(read)) taken += 1;
      expect(!isProblem(read)).toBe(documentedEvents.safeParse(body).success);
    }),
    { numRuns: 5_000 },
  );
  expect(taken).toBeGreaterThan(200);
});

test('the id of an event holds its time to the millisecond, and differs by sender, eventId and time', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.string(), fc.integer({ min: 0, max: 2 ** 48 - 1 }), (sender, eventId, at) => {
      const id = idOfEvent(sender, eventId, at);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(timeOfId(id)).toBe(at);
      expect(idOfEvent(sender, eventId, at)).toBe(id);
      const others = [
        idOfEvent(`${sender}x`, eventId, at),
        idOfEvent(sender, `${eventId}x`, at),
        idOfEvent(sender, eventId, at === 0 ? 1 : at - 1),
      ];
      expect(others).not.toContain(id);
    }),
  );
});
