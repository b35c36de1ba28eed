import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { type Em, row } from '../../../platform/db/sql.ts';
import type { EventSource } from '../analytics.contract.ts';

/** An event as a row. */
export interface EventRow {
  id: string;
  name: string;
  userId: string | null;
  /** Milliseconds since the epoch. Null: the time of storing, and the id is new then. */
  at: number | null;
  /** JSON text. */
  properties: string;
  source: EventSource;
  machine: boolean;
}

export type Outcome = 'stored' | 'duplicate' | 'too_old' | 'in_future' | 'unstorable';

/** Events of one statement at most. Such a statement takes about ten milliseconds. */
const FLUSH_ROWS = 1_000;
/** Connections of the pool used at a time. Reads keep the others. */
const WRITERS = 2;
/** Events that may wait. With more, an answer would take longer than its sender waits. */
const MAX_WAITING = 20_000;

interface Waiting {
  rows: readonly EventRow[];
  resolve(outcomes: Outcome[]): void;
  reject(error: unknown): void;
}

interface Flushed {
  /** Milliseconds since the epoch, by the clock of the database. */
  now: number;
  /** How many of the rows are stored now and were not before. */
  stored: number;
  /** Their ids, with commas between them; null when it is none or all of the rows. */
  ids: string | null;
}

/** How far from now the time of an event may be. Partitions and passes of the rollups rely on it. */
const OLDEST_MS = 7 * 86_400_000;
const NEWEST_MS = 5 * 60_000;

/** Separates the values of a column. JSON escapes it, and no name, id or number contains it. */
const SEPARATOR = '\u0001';

/**
 * A column as one text, which the statement splits. The driver would quote an array value by value, which took more time of the
 * process than everything else for an event. Null is an empty text.
 */
function column(rows: readonly EventRow[], valueOf: (row: EventRow) => string | number | boolean | null) {
  return sql`string_to_array(${rows.map((one) => valueOf(one) ?? '').join(SEPARATOR)}::text, ${SEPARATOR}::text, '')`;
}

/**
 * Inserts the rows in the order of their ids, so that two statements with the same events wait for each other instead of
 * deadlocking.
 */
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
        select extract(epoch from now())::float8 * 1000 as now, (select count(*)::int from stored) as stored,
          case when (select count(*) from stored) between 1 and ${sorted.length - 1}::int
            then (select string_agg(id::text, ',') from stored) end as ids`,
  );
  if (!flushed) throw new Error('An insert returned no row');
  return flushed;
}

/** What a flush did. */
interface Stored {
  now: number;
  /** Whether the row of an id is a new one: true once for each. */
  isStored(id: string): boolean;
}

/** Mostly all rows are new, or none when a request is sent again: then no id is looked at. */
function storedOf({ now, stored, ids }: Flushed): Stored {
  if (ids === null) return { now, isStored: () => stored > 0 };
  const left = new Set(ids.split(','));
  return { now, isStored: (id) => left.delete(id) };
}

/** The outcome of each event, in the order of `rows`. Of two equal events the first one counts as stored. */
function outcomesOf(rows: readonly EventRow[], { now, isStored }: Stored): Outcome[] {
  return rows.map(({ id, at }) => {
    if (at !== null && at < now - OLDEST_MS) return 'too_old';
    if (at !== null && at > now + NEWEST_MS) return 'in_future';
    return isStored(id) ? 'stored' : 'duplicate';
  });
}

/** Whether one row alone is at fault: a value that Postgres cannot hold, or that a constraint refuses. */
function isOfOneRow(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof pg.DatabaseError) return /^2[23]/.test(cause.code ?? '');
  }
  return false;
}

/**
 * Commits the events of many requests in few statements: all that wait when a connection is free go in the next one. A request is
 * answered once its events are durable.
 */
export class EventQueue {
  readonly #fork: () => Em;
  readonly #waiting: Waiting[] = [];
  #rows = 0;
  #writers = 0;

  constructor(fork: () => Em) {
    this.#fork = fork;
  }

  /** Whether `count` more events may wait. */
  admits(count: number): boolean {
    return this.#rows + count <= MAX_WAITING;
  }

  /**
   * Stores events.
   * @throws the error of the database; whether the events are stored is unknown then
   */
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
      await nextTurn(); // Requests that arrived in the same turn join.
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

  /** Never rejects. Errors go to the requests. */
  async #flush(taken: readonly Waiting[]): Promise<void> {
    try {
      const flushed = await insert(
        this.#fork(),
        taken.flatMap(({ rows }) => rows),
      );
      const stored = storedOf(flushed);
      for (const { rows, resolve } of taken) resolve(outcomesOf(rows, stored));
    } catch (error) {
      if (!isOfOneRow(error)) for (const { reject } of taken) reject(error);
      else for (const one of taken) await this.#storeAlone(one);
    }
  }

  /** Stores one request, event by event if a statement with all of them fails. */
  async #storeAlone({ rows, resolve, reject }: Waiting): Promise<void> {
    try {
      const outcomes: Outcome[] = [];
      for (const one of rows) {
        const [outcome] = await insert(this.#fork(), [one]).then(
          (flushed) => outcomesOf([one], storedOf(flushed)),
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
