import { randomInt } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Config } from '../config.ts';
import { clientAddress, limitedAddress } from '../http/client-address.ts';
import { problem } from '../http/problem.ts';
import { refuseOn } from '../http/server.ts';
import type { Upgrades } from '../http/upgrades.ts';
import { Admission } from './admission.ts';
import { Connection } from './connection.ts';
import { asksForSocket, refusalOfOrigin } from './handshake.ts';
import { ENDINGS, MAX_MESSAGE_BYTES } from './messages.ts';
import { Subscriber, type SubscriberDeps } from './subscriber.ts';
import { Watch } from './watch.ts';

const OPTIONS: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: MAX_MESSAGE_BYTES,
  // A message is small: no one needs many pieces for it, and each costs an object.
  maxFragments: 64,
  maxBufferedChunks: 1_024,
  /** For the answer to a close frame; then the connection is cut, and what waited for its reader is given up. */
  closeTimeout: 2_000,
};

const CLOSES_PER_TURN = 500;
const AWAY = problem(503, 'unavailable', 'No new WebSockets are accepted right now.', {
  headers: { 'Retry-After': '5' },
});

const TOO_MANY = problem(429, 'too_many_sockets', 'Too many WebSockets of this address have not said who they are.', {
  headers: { 'Retry-After': '10' },
});

export interface SocketServerDeps extends Omit<SubscriberDeps, 'seat' | 'topics' | 'heartbeatSeconds'> {
  sockets: Config['sockets'];
  http: Pick<Config['http'], 'corsOrigins' | 'publicUrl' | 'trustProxyHops'>;
}

/** Takes sockets, within limits, and lets them go. */
export class SocketServer implements Upgrades {
  /** Sockets dropped because too much waited for their readers. */
  slowReaders = 0;
  readonly #deps: SocketServerDeps;
  readonly #server = new WebSocketServer(OPTIONS);
  readonly #admission: Admission;
  readonly #watch: Watch;
  readonly #users = new Map<string, Set<Subscriber>>();

  constructor(deps: SocketServerDeps) {
    this.#deps = deps;
    this.#admission = new Admission(deps.sockets);
    this.#watch = new Watch(deps.sockets, deps.logger);
  }

  get sockets(): number {
    return this.#admission.sockets;
  }

  get deadPeers(): number {
    return this.#watch.deadPeers;
  }

  start(): void {
    this.#watch.start();
  }

  wants(req: IncomingMessage): boolean {
    return asksForSocket(req);
  }

  take(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const refused = this.#watch.running ? refusalOfOrigin(req, this.#deps.http) : AWAY;
    if (refused) return refuseOn(socket, refused);
    const address = limitedAddress(clientAddress(req, this.#deps.http.trustProxyHops));
    // Before the handshake, which costs more than the refusal.
    const full = this.#admission.enter(address);
    if (full !== null) return refuseOn(socket, full === 'address' ? TOO_MANY : AWAY);
    let admitted = false;
    socket.once('close', () => {
      if (!admitted) this.#admission.leave(address, null);
    });
    this.#server.handleUpgrade(req, socket, head, (ws) => {
      admitted = true;
      this.#admit(ws, address);
    });
  }

  /** Ends a person's subscriptions to a topic. */
  revoke(userId: string, topic: string): void {
    for (const subscriber of this.#users.get(userId) ?? []) subscriber.revoke(topic);
  }

  /** Events and revocations may have been missed: all subscriptions are asked for again, and their sockets told. */
  missed(): void {
    this.#watch.recheckAll();
  }

  /** Takes no further sockets and sends the others away, to come back at different times. Resolves when all are gone. */
  async close(): Promise<void> {
    this.#watch.stop();
    const leaving: Promise<number>[] = [];
    for (const { connection } of this.#watch.subscribers()) {
      const after = randomInt(this.#deps.sockets.reconnectSpreadMs + 1);
      connection.end({ code: 1001, reason: `reconnect_after_ms=${after}` });
      leaving.push(connection.gone);
      if (leaving.length % CLOSES_PER_TURN === 0) await turn();
    }
    await Promise.all(leaving);
  }

  #admit(ws: WebSocket, address: string): void {
    const { sockets } = this.#deps;
    const connection = new Connection(ws, sockets, (ending) => {
      if (ending === ENDINGS.slowReader) this.slowReaders += 1;
    });
    const subscriber: Subscriber = new Subscriber(connection, {
      ...this.#deps,
      heartbeatSeconds: sockets.heartbeatMs / 1000,
      seat: (userId) => this.#seat(subscriber, address, userId),
      topics: this.#admission,
    });
    this.#watch.add(subscriber);
    connection.onText((text) => subscriber.receive(text));
    ws.once('close', () => this.#leave(subscriber, address));
  }

  #seat(subscriber: Subscriber, address: string, userId: string): boolean {
    if (!this.#admission.identify(address, userId)) return false;
    const own = this.#users.get(userId) ?? new Set();
    this.#users.set(userId, own.add(subscriber));
    return true;
  }

  #leave(subscriber: Subscriber, address: string): void {
    const { userId } = subscriber;
    subscriber.leave();
    this.#watch.remove(subscriber);
    this.#admission.leave(address, userId);
    const own = userId === null ? undefined : this.#users.get(userId);
    own?.delete(subscriber);
    if (userId !== null && own?.size === 0) this.#users.delete(userId);
  }
}
