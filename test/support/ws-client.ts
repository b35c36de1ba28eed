import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ServerMessage } from '../../src/platform/realtime/messages.ts';

/** A client of `/api/ws` that keeps what it is sent until a test asks for it. */

type MessageType = ServerMessage['type'];
type MessageOf<T extends MessageType> = Extract<ServerMessage, { type: T }>;

export interface Closed {
  code: number;
  reason: string;
}

export interface WsClient {
  ws: WebSocket;
  /** Messages that came and were not asked for yet. */
  pending: ServerMessage[];
  /** Settles with the close code and reason. */
  closed: Promise<Closed>;
  /** Sends JSON. */
  send(message: unknown): void;
  /** The first message of this type that was not asked for yet, waited for. Those before it stay. @throws after `withinMs` */
  next<T extends MessageType>(type: T, withinMs?: number): Promise<MessageOf<T>>;
  /** Subscribes and waits for the answer, which is `subscribed` or `error`. */
  subscribe(topic: string): Promise<MessageOf<'subscribed'> | MessageOf<'error'>>;
  close(): Promise<Closed>;
}

let asked = 0;

const socketUrl = (baseUrl: string) => `${baseUrl.replace(/^http/, 'ws')}/api/ws`;

/** Opens a socket that has not said who it is. @throws when the handshake is refused, with `Unexpected server response: <status>` */
export async function openSocket(baseUrl: string, headers: Record<string, string> = {}): Promise<WsClient> {
  const ws = new WebSocket(socketUrl(baseUrl), { headers, perMessageDeflate: false });
  const client = clientOf(ws);
  await once(ws, 'open');
  return client;
}

/** Opens a socket and signs in. @throws when the token is refused */
export async function connectSocket(baseUrl: string, token: string): Promise<WsClient> {
  const client = await openSocket(baseUrl);
  client.send({ type: 'auth', token });
  await client.next('ready');
  return client;
}

function clientOf(ws: WebSocket): WsClient {
  const pending: ServerMessage[] = [];
  const waiting = new Set<() => void>();
  const look = () => {
    for (const ask of waiting) ask();
  };
  let end: Closed | null = null;
  const closed = new Promise<Closed>((resolve) => {
    ws.on('close', (code, reason) => {
      end = { code, reason: reason.toString() };
      resolve(end);
      look();
    });
  });
  ws.on('error', () => undefined);
  ws.on('message', (data: Buffer) => {
    pending.push(JSON.parse(data.toString()) as ServerMessage);
    look();
  });

  function take(matches: (message: ServerMessage) => boolean, withinMs: number, what: string): Promise<ServerMessage> {
    return new Promise((resolve, reject) => {
      const ask = () => {
        const at = pending.findIndex(matches);
        if (at === -1 && end === null) return;
        clearTimeout(late);
        waiting.delete(ask);
        if (at === -1) reject(new Error(`no ${what}: the socket was closed with ${end?.code} ${end?.reason}`));
        else resolve(pending.splice(at, 1)[0] as ServerMessage);
      };
      const late = setTimeout(() => {
        waiting.delete(ask);
        reject(new Error(`no ${what} within ${withinMs} ms, but ${JSON.stringify(pending).slice(0, 500)}`));
      }, withinMs);
      waiting.add(ask);
      ask();
    });
  }

  return {
    ws,
    pending,
    closed,
    send: (message) => ws.send(JSON.stringify(message)),
    next: async <T extends MessageType>(type: T, withinMs = 10_000) =>
      (await take((message) => message.type === type, withinMs, type)) as MessageOf<T>,
    subscribe: async (topic) => {
      asked += 1;
      const id = asked;
      ws.send(JSON.stringify({ type: 'subscribe', topic, id }));
      const answers = (message: ServerMessage) => 'id' in message && message.id === id;
      return (await take(answers, 10_000, `answer about ${topic}`)) as MessageOf<'subscribed'> | MessageOf<'error'>;
    },
    close: async () => {
      ws.close();
      return await closed;
    },
  };
}
