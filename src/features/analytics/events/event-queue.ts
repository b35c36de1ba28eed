import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { type Em, row } from '../../../platform/db/sql.ts';
import type { EventSource } from '../analytics.contract.ts';

/** An event as it is stored. */
export interface EventRow {
  id: string;
  name: string;
  userId: string | null;
  /** Milliseconds since the epoch. Null: when it is stored, in which case the id is new. */
  at: number | null;
  /** JSON text. */
  properties: string;
  source: EventSource;
  machine: boolean;
}

export type Outcome = 'stored' | 'duplicate' | 'too_old' | 'in_future' | 'unstorable';

/** Events of one statement at most: it takes some ten milliseconds. */
const FLUSH_ROWS = 1_000;
/** Connections of the pool that are taken at a time; reads keep the others. */
const WRITERS = 2;
/** Events that may wait. Beyond it an answer would take longer than its sender waits. */
const MAX_WAITING = 20_000;

interface Waiting {
  rows: readonly EventRow[];
  resolve(outcomes: Outcome[]): void;
  reject(error: unknown): void;
}

interface Flushed {
  /** Milliseconds since the epoch, of the database. */
  now: number;
  ids: string[] | null;
}

/** How far from now an event may have happened. Partitions and passes of the rollups count on it. */
const OLDEST_MS = 7 * 86_400_000;
const NEWEST_MS = 5 * 60_000;

/** Between values of a column. JSON escapes it, and no name, id or number has it. */
const SEPARATOR = '\u0001';

/**
 * A column as one text, which the statement takes apart: an array of pg is quoted value by value, which took more of the time of the process
 * than all else that is done for an event. Null is written as nothing.
 */
function column(rows: readonly EventRow[], valueOf: (row: EventRow) => string | number | boolean | null) {
  return sql`string_to_array(${rows.map((one) => valueOf(one) ?? '').join(SEPARATOR)}::text, ${SEPARATOR}::text, '')`;
}

/** Rows of one statement in the order of their ids, so that two statements with the same events wait instead of deadlocking. */
async function insert(em: Em, rows: readonly EventRow[]): Promise<Flushed> {
  const sorted = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const flushed = await row<Flushed>(
    em,
    sql`with stored as (
          insert into event (id, name, user_id, occurred_at, properties, source, machine)
          select id, name, user_id, coalesce(to_timestamp(at / 1000), now()), properties::jsonb, source, machine
          from unnest(${column(sorted, ({ id }) => id)}::uuid[], ${column(sorted, ({ name }) => name)},
            ${column(sorted, ({ userId }) => userId)}::uuid[], ${column(sorted, ({ at }) => at)}::float8[],
            ${column(sorted, ({ properties }) => properties)}, ${column(sorted, ({ source }) => source)},
            ${column(sorted, ({ machine }) => machine)}::boolean[])
            as sent (id, name, user_id, at, properties, source, machine)
          where at is null or at between extract(epoch from now())::float8 * 1000 - ${OLDEST_MS}::float8
            and extract(epoch from now())::float8 * 1000 + ${NEWEST_MS}::float8
          on conflict (id) do nothing returning id)
        select extract(epoch from now())::float8 * 1000 as now, (select array_agg(id::text) from stored) as ids`,
  );
  if (!flushed) throw new Error('An insert returned no row');
  return flushed;
}

/** What became of each event, in the order of `rows`; the first of two equal ones is the one that was stored. */
function outcomesOf(rows: readonly EventRow[], now: number, stored: Set<string>): Outcome[] {
  return rows.map(({ id, at }) => {
    if (at !== null && at < now - OLDEST_MS) return 'too_old';
    if (at !== null && at > now + NEWEST_MS) return 'in_future';
    return stored.delete(id) ? 'stored' : 'duplicate';
  });
}

/** A value that Postgres cannot hold or a constraint refuses: the fault of one row, not of those beside it. */
function isOfOneRow(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof pg.DatabaseError) return /^2[23]/.test(cause.code ?? '');
  }
  return false;
}

/**
 * Commits events of many requests by few statements: whatever waits when a connection is free goes in the next one. A
 * request is answered once its events are durable.
 */
export class EventQueue {
  readonly #fork: () => Em;
  readonly #waiting: Waiting[] = [];
  #rows = 0;
  #writers = 0;

  constructor(fork: () => Em) {
    this.#fork = fork;
  }

  /** Whether so many more events may wait. */
  admits(count: number): boolean {
    return this.#rows + count <= MAX_WAITING;
  }

  /** @throws what keeps the database from storing them; whether they are stored is not known then */
  async store(rows: readonly EventRow[]): Promise<Outcome[]> {
    return await new Promise((resolve, reject) => {
      this.#rows += rows.length;
      this.#waiting.push({ rows, resolve, reject });
      if (this.#writers < WRITERS) {
        this.#writers += 1;
        void this.#write();
      }
    });
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn(); // requests that arrived in the same turn join
      const taken = this.#take();
      if (taken.length > 0) await this.#flush(taken);
      for (const { rows } of taken) this.#rows -= rows.length;
    }
    this.#writers -= 1;
  }

  #take(): Waiting[] {
    let count = 0;
    let taken = 0;
    for (const { rows } of this.#waiting) {
      if (taken > 0 && count + rows.length > FLUSH_ROWS) break;
      count += rows.length;
      taken += 1;
    }
    return this.#waiting.splice(0, taken);
  }

  /** Never rejects: what fails is told to the requests. */
  async #flush(taken: readonly Waiting[]): Promise<void> {
    try {
      const { now, ids } = await insert(
        this.#fork(),
        taken.flatMap(({ rows }) => rows),
      );
      const stored = new Set(ids);
      for (const { rows, resolve } of taken) resolve(outcomesOf(rows, now, stored));
    } catch (error) {
      if (!isOfOneRow(error)) for (const { reject } of taken) reject(error);
      else for (const one of taken) await this.#storeAlone(one);
    }
  }

  /** One request, event by event once a statement with all of them fails. */
  async #storeAlone({ rows, resolve, reject }: Waiting): Promise<void> {
    try {
      const outcomes: Outcome[] = [];
      for (const one of rows) {
        const [outcome] = await insert(this.#fork(), [one]).then(
          ({ now, ids }) => outcomesOf([one], now, new Set(ids)),
          (error: unknown): Outcome[] => {
            if (isOfOneRow(error)) return ['unstorable'];
            throw error;
          },
        );
        outcomes.push(outcome as Outcome);
      }
      resolve(outcomes);
    } catch (error) {
      reject(error);
    }
  }
}
