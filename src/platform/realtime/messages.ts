import { z } from 'zod';
import { parseJson } from '../http/json-text.ts';

/** What goes over a socket: JSON text frames, described for clients in docs/realtime.md. */

/** A message a client sends is refused beyond this. */
export const MAX_MESSAGE_BYTES = 16_384;

const id = z.union([z.string().max(64), z.int()]).optional();
const topic = z.string().min(1).max(128);

const clientMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auth'), token: z.string().max(MAX_MESSAGE_BYTES), id }),
  z.strictObject({ type: z.literal('subscribe'), topic, id }),
  z.strictObject({ type: z.literal('unsubscribe'), topic, id }),
  z.strictObject({ type: z.literal('ping'), id }),
]);

export type ClientMessage = z.infer<typeof clientMessage>;

/** Null for whatever is not a message of the protocol. */
export function readMessage(text: string): ClientMessage | null {
  const json = parseJson(text);
  if (!json.ok) return null;
  const parsed = clientMessage.safeParse(json.value);
  return parsed.success ? parsed.data : null;
}

/** The `id` of the client's message comes back with the answer to it. */
type Answering = { id?: string | number | undefined };

export type ErrorCode =
  | 'invalid_message'
  | 'not_found'
  | 'too_many_topics'
  /** What the answer needs is away; the same message may be sent again. */
  | 'unavailable';

export type ServerMessage =
  | ({ type: 'ready'; userId: string; heartbeatSeconds: number; topics: readonly string[] } & Answering)
  | ({ type: 'subscribed'; topic: string } & Answering)
  | ({ type: 'unsubscribed'; topic: string; reason?: 'revoked' } & Answering)
  | ({ type: 'error'; code: ErrorCode; topic?: string } & Answering)
  | ({ type: 'pong' } & Answering)
  /** `event` is the published event's type. */
  | { type: 'event'; topic: string; event: string; data: Readonly<Record<string, unknown>>; at: string }
  /** Events of these topics may have been missed. */
  | { type: 'gap'; topics: readonly string[] };

/** Why the server ends a socket. Codes from 4000 are ours, as RFC 6455 leaves them to applications. */
export interface Ending {
  code: number;
  reason: string;
}

export const ENDINGS = {
  binary: { code: 1003, reason: 'text_only' },
  unavailable: { code: 1013, reason: 'unavailable' },
  authTimeout: { code: 4401, reason: 'auth_timeout' },
  authRequired: { code: 4401, reason: 'auth_required' },
  invalidToken: { code: 4401, reason: 'invalid_token' },
  userTokenRequired: { code: 4401, reason: 'user_token_required' },
  anotherUser: { code: 4401, reason: 'another_user' },
  slowReader: { code: 4408, reason: 'slow_reader' },
  tooManyMessages: { code: 4429, reason: 'too_many_messages' },
  tooManySockets: { code: 4429, reason: 'too_many_sockets' },
} as const satisfies Record<string, Ending>;
