import type { Envelope } from './realtime.contract.ts';

const HEAD = /^([\w-]{1,32}) (\d{1,4})\/(\d{1,4}) /;
/** An event is no file: 64 parts are half a megabyte, half of what may wait for a reader. */
const MAX_PARTS = 64;
/** Postgres hands over all parts of a message together, so more than a few unfinished ones mean that parts were lost. */
const MAX_UNFINISHED = 32;
const MAX_AGE_MS = 10_000;

interface Unfinished {
  parts: (string | undefined)[];
  missing: number;
  since: number;
}

function isEnvelope(value: unknown): value is Envelope {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, topic, type, data, userId } = value as Record<string, unknown>;
  if (typeof topic !== 'string') return false;
  if (kind === 'revoke') return typeof userId === 'string';
  return kind === 'event' && typeof type === 'string' && typeof data === 'object' && data !== null;
}

function parse(text: string): Envelope | null {
  try {
    const value: unknown = JSON.parse(text);
    return isEnvelope(value) ? value : null;
  } catch {
    return null;
  }
}

/** Joins what `publish` cut into parts. What stays unfinished is given up, so that it holds no memory. */
export class PartsReader {
  readonly #unfinished = new Map<string, Unfinished>();
  readonly #onLost: (why: string) => void;

  /** @param onLost told when a message cannot be had any more */
  constructor(onLost: (why: string) => void) {
    this.#onLost = onLost;
  }

  get unfinished(): number {
    return this.#unfinished.size;
  }

  /** The message that this payload completes, or null. @param now milliseconds of any steady clock */
  take(payload: string, now: number): Envelope | null {
    this.#giveUp(now);
    const head = HEAD.exec(payload);
    if (!head) return this.#lost('notification is not one of ours');
    const [all, id = '', number, of] = head;
    const text = payload.slice(all.length);
    const index = Number(number) - 1;
    const count = Number(of);
    if (index < 0 || index >= count || count > MAX_PARTS) return this.#lost('notification has an impossible part');
    if (count === 1) return this.#read(text);
    const message = this.#unfinished.get(id) ?? { parts: Array(count).fill(undefined), missing: count, since: now };
    if (message.parts.length !== count || message.parts[index] !== undefined) return null;
    message.parts[index] = text;
    message.missing -= 1;
    this.#unfinished.set(id, message);
    if (message.missing > 0) return null;
    this.#unfinished.delete(id);
    return this.#read(message.parts.join(''));
  }

  /** Forgets the parts so far: the rest will not come. */
  clear(): void {
    this.#unfinished.clear();
  }

  #read(text: string): Envelope | null {
    return parse(text) ?? this.#lost('event is not in the publishers’ format');
  }

  #lost(why: string): null {
    this.#onLost(why);
    return null;
  }

  /** The map is in order of arrival, so the oldest come first. */
  #giveUp(now: number): void {
    for (const [id, { since }] of this.#unfinished) {
      if (now - since < MAX_AGE_MS && this.#unfinished.size < MAX_UNFINISHED) return;
      this.#unfinished.delete(id);
      this.#lost('parts of an event did not arrive');
    }
  }
}
