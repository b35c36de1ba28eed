import { newId } from '../../../platform/db/ids.ts';
import type { Em } from '../../../platform/db/sql.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import { isProblem, type Problem, problem } from '../../../platform/http/problem.ts';
import { findLivingUserIds } from '../../accounts/people/living-users.reads.ts';
import { type ClientEvent, readEvents } from './client-events.ts';
import { EventAllowance } from './event-allowance.ts';
import { idOfEvent } from './event-id.ts';
import { namesCrawler } from './event-names.domain.ts';
import { EventNames } from './event-names.ts';
import { EventQueue, type EventRow } from './event-queue.ts';
import type { RejectionCode, StoredEvents } from './events.schema.ts';

const QUEUE_FULL = problem(503, 'too_many_events', 'More events are waiting than can be stored in time.', {
  headers: { 'Retry-After': '1' },
});
const FOREIGN = problem(403, 'events_of_others', '`userId` is for API keys of admins with the scope events:write-any.');
/** Ids hold 48 bits of milliseconds. Times outside are refused without asking the clock of the database. */
const FIRST_MS = Date.UTC(2000, 0, 1);
const LAST_MS = Date.UTC(2200, 0, 1);

export interface EventsDeps {
  fork(): Em;
  config: { analytics: { eventsPerDay: number } };
}

export interface EventsService {
  /**
   * Stores the events of a client, or none of them when it refuses the request.
   * @returns once all events are durable; 400 that names bad fields, 403 for events of others, 429 beyond the limit of the day, 503
   * when too many wait
   */
  record(
    em: Em,
    principal: Principal,
    sent: { body: unknown; userAgent: string | null },
  ): Promise<StoredEvents | Problem>;
}

function mayWriteAny(principal: Principal): boolean {
  return principal.kind === 'api_key' && principal.role === 'admin' && principal.scopes.includes('events:write-any');
}

function rowOf(event: ClientEvent, principal: Principal, crawler: boolean): EventRow {
  const { name, eventId, at, properties } = event;
  const sender = principal.userId;
  return {
    // The id contains the time in any case, since the partition of a row is found by it.
    id: at === null ? newId() : idOfEvent(sender, eventId ?? newId(), at),
    name,
    userId: event.userId ?? sender,
    at,
    properties,
    source: principal.kind === 'user' ? 'client' : 'server',
    machine: event.machine || crawler,
  };
}

export function createEvents({ fork, config }: EventsDeps): EventsService {
  const queue = new EventQueue(fork);
  const names = new EventNames();
  const allowance = new EventAllowance(config.analytics.eventsPerDay);

  /** Refusals that need no storing: unknown users, and times that no partition will ever hold. */
  async function refusals(em: Em, events: readonly ClientEvent[]): Promise<Map<number, RejectionCode>> {
    const refused = new Map<number, RejectionCode>();
    const others = new Set(events.flatMap(({ userId }) => userId ?? []));
    const living = others.size === 0 ? others : new Set(await findLivingUserIds(em, [...others]));
    for (const [index, { at, userId }] of events.entries()) {
      if (userId !== null && !living.has(userId)) refused.set(index, 'unknown_user');
      else if (at !== null && at < FIRST_MS) refused.set(index, 'too_old');
      else if (at !== null && at >= LAST_MS) refused.set(index, 'in_future');
    }
    return refused;
  }

  return {
    async record(em, principal, { body, userAgent }) {
      const events = readEvents(body);
      if (isProblem(events)) return events;
      if (events.some(({ userId }) => userId !== null) && !mayWriteAny(principal)) return FOREIGN;
      if (!queue.admits(events.length)) return QUEUE_FULL;
      if (!(await allowance.take(em, principal.userId, events.length))) {
        return problem(
          429,
          'events_of_the_day',
          `At most ${config.analytics.eventsPerDay} events a person and UTC day.`,
          {
            headers: { 'Retry-After': '3600' },
          },
        );
      }
      await names.register(em, new Set(events.map(({ name }) => name)));
      const refused = await refusals(em, events);
      const kept = [...events.entries()].filter(([index]) => !refused.has(index));
      const crawler = principal.kind === 'user' && namesCrawler(userAgent);
      const outcomes = await queue.store(kept.map(([, event]) => rowOf(event, principal, crawler)));
      const answer: StoredEvents = { stored: 0, duplicates: 0, rejected: [] };
      for (const [at, outcome] of outcomes.entries()) {
        if (outcome === 'stored') answer.stored += 1;
        else if (outcome === 'duplicate') answer.duplicates += 1;
        else refused.set((kept[at] as [number, ClientEvent])[0], outcome);
      }
      answer.rejected = [...refused].map(([index, code]) => ({ index, code })).sort((a, b) => a.index - b.index);
      return answer;
    },
  };
}
