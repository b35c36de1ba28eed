import type { Config } from '../config.ts';
import type { Em } from '../db/sql.ts';
import type { Authenticate } from '../http/principal.ts';
import type { Upgrades } from '../http/upgrades.ts';
import type { Logger } from '../log/logger.ts';
import { type Loop, startLoop } from '../loop.ts';
import { FanOut } from './fan-out.ts';
import { type Listener, startListener } from './listener.ts';
import type { ServerMessage } from './messages.ts';
import { PartsReader } from './parts-reader.ts';
import type { RealtimeEvent } from './publish.ts';
import { SocketServer } from './socket-server.ts';
import type { Subscriber } from './subscriber.ts';
import type { TopicFamily } from './topic.ts';
import { TopicFamilies } from './topic-families.ts';
import { TopicIndex } from './topic-index.ts';

/** Between two looks at topics that no one publishes to. */
const LOOK_INTERVAL_MS = 500;

export interface RealtimeDeps {
  config: Pick<Config, 'sockets' | 'http' | 'db'>;
  createEm(): Em;
  authenticate: Authenticate;
  families: readonly TopicFamily[];
  logger: Logger;
}

/** Of this process. */
export interface RealtimeCounts {
  /** Open now. */
  sockets: number;
  /** Topics that someone is subscribed to now. */
  topics: number;
  /** Whether events arrive from Postgres. */
  listening: boolean;
  /** Since the start: sockets dropped because too much waited for them, or because they gave no sign of life. */
  slowReaders: number;
  deadPeers: number;
}

/** The sockets of one API process and what they are told. */
export interface Realtime extends Upgrades {
  /** What may be subscribed to: `job:<id>`, `notifications`, … */
  readonly topics: readonly string[];
  /** Begins to listen and to take sockets; before that they are refused. Starts while Postgres is away, too. */
  start(): void;
  counts(): RealtimeCounts;
  /** Sends all sockets away, then stops listening. */
  close(): Promise<void>;
}

/** Joins listening, subscriptions and sockets. Connects to nothing before `start`. */
export function createRealtime({ config, createEm, authenticate, families, logger }: RealtimeDeps): Realtime {
  const known = new TopicFamilies(families);
  const index = new TopicIndex<Subscriber>();
  const server = new SocketServer({
    sockets: config.sockets,
    http: config.http,
    createEm,
    authenticate,
    families: known,
    index,
    logger,
  });
  const missed = (why: string) => {
    logger.warn({ why }, 'live events were missed');
    server.missed();
  };
  const fanOut = new FanOut<Subscriber>(index, () => missed('more live events than could be written'));
  const parts = new PartsReader(missed);
  const loops: Loop[] = [];
  let listener: Listener | null = null;

  function deliver({ topic, type, data }: RealtimeEvent): void {
    fanOut.push(topic, () => {
      const at = new Date().toISOString();
      const message: ServerMessage = { type: 'event', topic: known.shown(topic), event: type, data, at };
      return Buffer.from(JSON.stringify(message));
    });
  }

  function onPayload(payload: string): void {
    const envelope = parts.take(payload, performance.now());
    if (envelope?.kind === 'event') deliver(envelope);
    else if (envelope) server.revoke(envelope.userId, envelope.topic);
  }

  function onListening(): void {
    parts.clear();
    server.missed();
  }

  return {
    topics: known.names(),
    wants: (req) => server.wants(req),
    take: (req, socket, head) => server.take(req, socket, head),

    start() {
      server.start();
      listener = startListener({ db: config.db, logger, onPayload, onListening });
      for (const family of known.all()) {
        const { look } = family;
        if (!look) continue;
        const round = async () => {
          for (const event of await look(createEm(), index.ids(family.family))) deliver(event);
          return false;
        };
        loops.push(startLoop({ name: `look at ${family.family}`, intervalMs: LOOK_INTERVAL_MS, round, logger }));
      }
    },

    counts: () => ({
      sockets: server.sockets,
      topics: index.size,
      listening: listener?.listening ?? false,
      slowReaders: server.slowReaders,
      deadPeers: server.deadPeers,
    }),

    async close() {
      await server.close();
      await Promise.all([listener?.stop(), ...loops.map((loop) => loop.stop())]);
    },
  };
}
