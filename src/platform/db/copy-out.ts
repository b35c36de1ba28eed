import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import pg from 'pg';
import { CopyOutStream } from './copy-out-stream.ts';
import { lendingSocket } from './lending-socket.ts';

/** Milliseconds within which a connection is made. */
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Of its sessions. The time that a slow reader takes is no time of the statement, so none is limited here: the caller's signal
 * ends the whole. A backend that sorts finds out by `client_connection_check_interval` that no one is there any more.
 */
const SESSION = [
  'statement_timeout=0',
  'lock_timeout=5s',
  'client_connection_check_interval=2s',
  'default_transaction_read_only=on',
  'idle_in_transaction_session_timeout=10min',
  // What is copied is in order; and one export takes one core of the server.
  'max_parallel_workers_per_gather=0',
].map((setting) => `-c ${setting}`);

/** One state of the database, read on a connection of its own. */
export interface Snapshot {
  /** When it was taken, by the database's clock. */
  takenAt: Date;
  /** Runs one statement. */
  query<Row>(statement: string): Promise<Row[]>;
  /**
   * Runs `copy … to stdout`; the stream is to be read to its end. The next statement waits until then.
   * @param onRows is told how many rows have come so far
   */
  copy(statement: string, onRows?: (rows: number) => void): CopyOut;
  /** Resolves when Postgres has said how all statements before ended. */
  settled(): Promise<void>;
}

/** Bytes in the format that the statement names. */
export interface CopyOut extends Readable {
  /** As Postgres counted them, which it says after the last byte: see {@link Snapshot.settled}. */
  readonly rowCount: number;
}

export interface SnapshotOptions {
  databaseUrl: string;
  /** Values for `current_setting('vibe.<name>')` in the statements. */
  settings: ReadonlyMap<string, string>;
  /** IANA name: `timestamptz` is shown with its offsets. */
  timeZone: string;
  /** Gives the work up: the connection is cut, and Postgres ends the statement within two seconds. */
  signal: AbortSignal;
}

type Connected = pg.Client & { connection: { stream: { destroy(): void } } };

/**
 * Reads one snapshot (repeatable read, read only). Not in the pool: its connection may be cut in the middle of a `COPY`, and
 * its statements may last for as long as their reader takes.
 * @throws what `work` throws, what Postgres refuses, or the reason of the signal
 */
export async function withSnapshot<T>(
  { databaseUrl, settings, timeZone, signal }: SnapshotOptions,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'vibe-export',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    options: SESSION.join(' '),
    // Its types know of no argument.
    stream: ((config: { ssl?: unknown }) => (config.ssl ? new Socket() : lendingSocket())) as () => Socket,
  }) as Connected;
  // Whatever is asked of a lost connection fails by itself.
  client.on('error', () => undefined);
  const cut = () => client.connection.stream.destroy();
  signal.addEventListener('abort', cut, { once: true });
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    for (const [name, value] of settings) {
      await client.query('select set_config($1, $2, true)', [`vibe.${name}`, value]);
    }
    await client.query(`select set_config('timezone', $1, true)`, [timeZone]);
    const [taken] = (await client.query<{ at: Date }>('select now() as at')).rows;
    const result = await work({
      takenAt: taken?.at as Date,
      query: async <Row>(statement: string) => (await client.query(statement)).rows as Row[],
      settled: async () => {
        await client.query('select');
      },
      copy: (statement, onRows) => {
        const stream = new CopyOutStream(statement, onRows);
        // Its types know of the connection only as that of an event emitter.
        client.query(stream as never);
        return stream;
      },
    });
    await client.query('commit');
    await client.end();
    return result;
  } catch (error) {
    cut();
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', cut);
  }
}
