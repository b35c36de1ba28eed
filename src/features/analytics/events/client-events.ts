import { z } from 'zod';
import { type FieldError, invalidRequest, type Problem } from '../../../platform/http/problem.ts';
import { timeOfId } from './event-id.ts';
import { isReserved } from './event-names.domain.ts';
import {
  MAX_EVENT_ID_LENGTH,
  MAX_EVENTS,
  MAX_NAME_LENGTH,
  MAX_PROPERTIES,
  MAX_PROPERTIES_BYTES,
  MAX_PROPERTY_DEPTH,
} from './events.schema.ts';

/** A valid event as its client sent it. */
export interface ClientEvent {
  name: string;
  /** Null: the event is never taken for a repetition. */
  eventId: string | null;
  /** Milliseconds since the epoch; null when the sender neither said nor implied a time. */
  at: number | null;
  /** JSON text of an object. */
  properties: string;
  machine: boolean;
  /** In lower case. */
  userId: string | null;
}

type Json = Readonly<Record<string, unknown>>;
type Complain = (field: string, code: string, message: string) => void;

/** Enough to help a developer; five hundred equal errors do not help more. */
const MAX_ERRORS = 20;
const NAME = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,3}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** A time with an offset, on a day that its month has. */
const INSTANT = z.regexes.datetime({ offset: true });
const FIELDS = new Set(['name', 'eventId', 'occurredAt', 'properties', 'machine', 'userId']);

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Milliseconds since the epoch; null for an invalid time. */
function instantOf(value: unknown): number | null {
  if (typeof value !== 'string' || !INSTANT.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((part) => isDeeper(part, levels - 1));
}

/** The properties as JSON text. Calls `complain` for each fault. */
function propertiesOf(value: unknown, complain: Complain): string {
  if (value === undefined) return '{}';
  if (!isObject(value)) {
    complain('.properties', 'invalid_type', 'Must be an object');
    return '{}';
  }
  const text = JSON.stringify(value);
  if (Object.keys(value).length > MAX_PROPERTIES) {
    complain('.properties', 'too_big', `At most ${MAX_PROPERTIES} keys`);
  } else if (isDeeper(value, MAX_PROPERTY_DEPTH)) {
    complain('.properties', 'too_deep', `At most ${MAX_PROPERTY_DEPTH} levels`);
  } else if (text.length > MAX_PROPERTIES_BYTES || Buffer.byteLength(text) > MAX_PROPERTIES_BYTES) {
    complain('.properties', 'too_big', `At most ${MAX_PROPERTIES_BYTES} bytes as JSON`);
  }
  return text;
}

function eventIdOf(value: unknown, complain: Complain): string | null {
  if (value === undefined) return null;
  if (typeof value === 'string' && value !== '' && value.length <= MAX_EVENT_ID_LENGTH) return value;
  complain('.eventId', 'invalid_format', `A text of 1 to ${MAX_EVENT_ID_LENGTH} characters`);
  return null;
}

function timeOf(event: Json, eventId: string | null, complain: Complain): number | null {
  if (event.occurredAt !== undefined) {
    const at = instantOf(event.occurredAt);
    if (at === null) complain('.occurredAt', 'invalid_format', 'An instant with its offset, `2026-03-02T15:41:00Z`');
    return at;
  }
  if (eventId === null) return null;
  const at = timeOfId(eventId);
  if (at === null) {
    complain('.occurredAt', 'missing', 'Needed with an eventId that is not a UUID of version 7: both tell the event');
  }
  return at;
}

function readEvent(value: unknown, complain: Complain): ClientEvent | null {
  if (!isObject(value)) {
    complain('', 'invalid_type', 'Must be an object');
    return null;
  }
  for (const field in value) if (!FIELDS.has(field)) complain(`.${field}`, 'unknown_field', 'This field is not known');
  const { name, machine, userId } = value;
  if (typeof name !== 'string' || name.length > MAX_NAME_LENGTH || !NAME.test(name)) {
    complain('.name', 'invalid_format', 'One to four words of a-z, 0-9 and _ with dots between them');
  } else if (isReserved(name)) {
    complain('.name', 'reserved_name', 'Names that begin like this are recorded by the system');
  }
  if (machine !== undefined && typeof machine !== 'boolean') complain('.machine', 'invalid_type', 'Must be a boolean');
  const isId = typeof userId === 'string' && UUID.test(userId);
  if (userId !== undefined && !isId) complain('.userId', 'invalid_format', 'Must be a UUID');
  const eventId = eventIdOf(value.eventId, complain);
  return {
    name: typeof name === 'string' ? name : '',
    eventId,
    at: timeOf(value, eventId, complain),
    properties: propertiesOf(value.properties, complain),
    machine: machine === true,
    userId: isId ? userId.toLowerCase() : null,
  };
}

/**
 * Reads the body of a request: `{ events: [...] }` or one event. Checks all of it before anything is stored.
 * @returns the events in their order, or a 400 that names up to twenty bad fields
 */
export function readEvents(body: unknown): ClientEvent[] | Problem {
  const errors: FieldError[] = [];
  const complainOf =
    (at: string): Complain =>
    (field, code, message) =>
      errors.push({ field: `body${at}${field}`, code, message });
  if (!isObject(body)) return invalidRequest([{ field: 'body', code: 'invalid_type', message: 'Must be an object' }]);
  const found: (ClientEvent | null)[] = [];
  if (!('events' in body)) found.push(readEvent(body, complainOf('')));
  else if (!Array.isArray(body.events) || body.events.length < 1 || body.events.length > MAX_EVENTS) {
    complainOf('')('.events', 'invalid_type', `Must be a list of 1 to ${MAX_EVENTS} events`);
  } else {
    for (const field in body)
      if (field !== 'events') complainOf('')(`.${field}`, 'unknown_field', 'This field is not known');
    for (const [index, event] of body.events.entries()) {
      found.push(readEvent(event, complainOf(`.events[${index}]`)));
      if (errors.length >= MAX_ERRORS) break;
    }
  }
  if (errors.length > 0) return invalidRequest(errors.slice(0, MAX_ERRORS));
  return found.filter((event) => event !== null);
}
