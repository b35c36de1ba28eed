import { accessToken, renew } from './session.ts';

/** Live events: one WebSocket for the page, topics that come and go with what is shown. */

interface Message {
  type: string;
  topic?: string;
  topics?: string[];
  event?: string;
  data?: unknown;
}

interface Listener {
  /** An event of the topic. */
  event(data: unknown): void;
  /** Events may have been missed: read the list again. */
  gap(): void;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
/** The server ends a socket whose token has expired; a new one is sent well before its 15 minutes are over. */
const TOKEN_EVERY_MS = 10 * 60_000;

const listeners = new Map<string, Set<Listener>>();
let socket: WebSocket | null = null;
let ready = false;
let retryMs = FIRST_RETRY_MS;
let wanted = false;

function say(message: object): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

async function introduce(): Promise<void> {
  const token = await accessToken().catch(() => null);
  if (token === null) socket?.close();
  else say({ type: 'auth', token });
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function hear(text: string): void {
  const message: unknown = JSON.parse(text);
  if (!isMessage(message)) return;
  if (message.type === 'ready') {
    if (ready) return; // the answer to a newer token
    ready = true;
    retryMs = FIRST_RETRY_MS;
    for (const topic of listeners.keys()) say({ type: 'subscribe', topic });
  } else if (message.type === 'subscribed') {
    for (const listener of listeners.get(message.topic ?? '') ?? []) listener.gap();
  } else if (message.type === 'event') {
    for (const listener of listeners.get(message.topic ?? '') ?? []) listener.event(message.data);
  } else if (message.type === 'gap') {
    for (const topic of message.topics ?? []) for (const listener of listeners.get(topic) ?? []) listener.gap();
  }
}

function connect(): void {
  if (!wanted || socket) return;
  const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/ws`);
  socket = opened;
  const renewal = setInterval(() => {
    renew();
    void introduce();
  }, TOKEN_EVERY_MS);
  opened.addEventListener('open', () => void introduce());
  opened.addEventListener('message', ({ data }) => hear(String(data)));
  opened.addEventListener('close', ({ reason }) => {
    clearInterval(renewal);
    socket = null;
    ready = false;
    const asked = Number(/reconnect_after_ms=(\d+)/.exec(reason)?.[1] ?? 0);
    if (reason === 'invalid_token') renew();
    setTimeout(connect, Math.max(asked, retryMs));
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  });
}

export function startLive(): void {
  wanted = true;
  connect();
}

export function stopLive(): void {
  wanted = false;
  socket?.close();
}

/** Listens to a topic until the signal aborts. `gap` is called once the subscription stands, too. */
export function listen(topic: string, listener: Listener, until: AbortSignal): void {
  const those = listeners.get(topic) ?? new Set();
  if (those.size === 0) {
    listeners.set(topic, those);
    if (ready) say({ type: 'subscribe', topic });
  }
  those.add(listener);
  until.addEventListener(
    'abort',
    () => {
      those.delete(listener);
      if (those.size > 0) return;
      listeners.delete(topic);
      if (ready) say({ type: 'unsubscribe', topic });
    },
    { once: true },
  );
}
