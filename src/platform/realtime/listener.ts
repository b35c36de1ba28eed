import { Socket } from 'node:net';
import pg from 'pg';
import type { Config } from '../config.ts';
import type { Logger } from '../log/logger.ts';
import { pause } from '../time/pause.ts';
import { CHANNEL } from './realtime.contract.ts';

const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;
/** A connection that died without a word is noticed by a question that stays unanswered. */
const PROBE_INTERVAL_MS = 15_000;
const PROBE_TIMEOUT_MS = 5_000;
/** For a farewell to the server. */
const END_MS = 1_000;

export interface ListenerOptions {
  db: Pick<Config['db'], 'url' | 'acquireTimeoutMs'>;
  logger: Logger;
  onPayload(payload: string): void;
  /** Called at the first and each further time that notifications arrive from now on. */
  onListening(): void;
}

export interface Listener {
  /** Whether notifications arrive. */
  readonly listening: boolean;
  stop(): Promise<void>;
}

/** Listens on a connection of its own, since one of the pool may go to others; connects again, slower and slower, when it is lost. */
export function startListener({ db, logger, onPayload, onListening }: ListenerOptions): Listener {
  const stopping = new AbortController();
  let listening = false;
  let retryMs = FIRST_RETRY_MS;

  async function listen(): Promise<void> {
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: db.url,
      application_name: 'vibe-realtime',
      connectionTimeoutMillis: db.acquireTimeoutMs,
      query_timeout: PROBE_TIMEOUT_MS,
      keepAlive: true,
      stream: () => socket,
    });
    const lost = Promise.withResolvers<void>();
    client.once('end', lost.resolve);
    client.once('error', lost.reject);
    client.on('error', () => undefined); // the first says it all
    lost.promise.catch(() => undefined);
    client.on('notification', ({ payload }) => onPayload(payload ?? ''));
    const leave = () => {
      if (!listening) {
        socket.destroy();
        return;
      }
      const late = setTimeout(() => socket.destroy(), END_MS);
      socket.once('close', () => clearTimeout(late));
      client.end().catch(() => socket.destroy());
    };
    let probe: NodeJS.Timeout | undefined;
    stopping.signal.addEventListener('abort', leave, { once: true });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      listening = true;
      retryMs = FIRST_RETRY_MS;
      onListening();
      probe = setInterval(() => void client.query('select 1').catch(lost.reject), PROBE_INTERVAL_MS);
      await lost.promise;
    } finally {
      listening = false;
      clearInterval(probe);
      stopping.signal.removeEventListener('abort', leave);
      socket.destroy();
    }
  }

  const running = (async () => {
    while (!stopping.signal.aborted) {
      await listen().catch((error: unknown) => logger.warn({ err: error, retryMs }, 'connection for live events lost'));
      await pause(retryMs, stopping.signal);
      retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
    }
  })();

  return {
    get listening() {
      return listening;
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
