import type { Em } from '../db/sql.ts';
import { identify } from '../http/access.ts';
import type { Authenticate, Principal } from '../http/principal.ts';
import { isProblem } from '../http/problem.ts';
import type { Logger } from '../log/logger.ts';
import type { Connection } from './connection.ts';
import type { Reader } from './fan-out.ts';
import { type ClientMessage, ENDINGS, type ErrorCode, readMessage } from './messages.ts';
import type { TopicFamilies } from './topic-families.ts';
import type { TopicIndex } from './topic-index.ts';

const MAX_TOPICS = 100;
/** Messages of one socket that wait for an answer to an earlier one. */
const MAX_WAITING = 256;

export interface SubscriberDeps {
  authenticate: Authenticate;
  createEm(): Em;
  families: TopicFamilies;
  index: TopicIndex<Subscriber>;
  logger: Logger;
  heartbeatSeconds: number;
  /** Whether this person may have one more socket. Called once, when the socket has said who it is. */
  seat(userId: string): boolean;
  /** Counts the topics that all sockets of a user follow. */
  topics: { follow(userId: string): boolean; unfollow(userId: string): void };
}

interface Subscription {
  /** `held`: was admitted and is to be asked for again before anything more is told. */
  state: 'asking' | 'admitted' | 'held';
  /** What is being asked may be answered from before something changed. */
  stale: boolean;
}

/** A socket's conversation: who it is, what it asked for, in the order in which it asked. */
export class Subscriber implements Reader {
  readonly connection: Connection;
  readonly #deps: SubscriberDeps;
  readonly #topics = new Map<string, Subscription>();
  readonly #waiting: ClientMessage[] = [];
  #working = false;
  #principal: Principal | null = null;
  #token = '';
  /** Subscriptions were taken back and are to be asked for again. */
  #suspended = false;

  constructor(connection: Connection, deps: SubscriberDeps) {
    this.connection = connection;
    this.#deps = deps;
  }

  get userId(): string | null {
    return this.#principal?.userId ?? null;
  }

  has(topic: string): boolean {
    return this.#topics.get(topic)?.state === 'admitted';
  }

  write(text: Buffer): void {
    this.connection.write(text);
  }

  /** Takes a text message; answers come in the order of the messages. */
  receive(text: string): void {
    const message = readMessage(text);
    if (this.#principal === null && !this.#working && message?.type !== 'auth') {
      this.connection.end(ENDINGS.authRequired);
    } else if (message === null) {
      this.#refuse('invalid_message', {});
    } else if (this.#waiting.length >= MAX_WAITING) {
      this.connection.end(ENDINGS.tooManyMessages);
    } else {
      this.#waiting.push(message);
      if (!this.#working) void this.#work();
    }
  }

  /** Ends the subscription to a topic that the person may not see any more, also while it is being asked for. */
  revoke(topic: string): void {
    const subscription = this.#topics.get(topic);
    if (!subscription) return;
    if (subscription.state === 'asking') subscription.stale = true;
    else this.#takeBack(topic);
  }

  /** Holds all subscriptions back until `check` has found that they still may be. */
  suspend(): void {
    this.#suspended = true;
    for (const [topic, subscription] of this.#topics) {
      this.#deps.index.remove(topic, this);
      if (subscription.state === 'asking') subscription.stale = true;
      else subscription.state = 'held';
    }
  }

  /**
   * Looks at the token again and, where subscriptions were held back, asks for them again and tells what may have been missed.
   * @throws when Postgres is away: nothing is known then, and nothing changes
   */
  async check(): Promise<void> {
    const token = this.#token;
    const found = await identify(`Bearer ${token}`, this.#deps.authenticate);
    if (!this.connection.isOpen) return;
    if (token !== this.#token) return await this.check();
    if (isProblem(found)) {
      this.connection.end(ENDINGS.invalidToken);
      return;
    }
    const changed = found.role !== this.#principal?.role;
    this.#principal = found;
    if (changed) this.suspend();
    if (this.#suspended) await this.#resume();
  }

  /** Gives up all subscriptions: the socket is closing. */
  leave(): void {
    for (const topic of this.#topics.keys()) this.#drop(topic);
    this.#waiting.length = 0;
  }

  async #resume(): Promise<void> {
    this.#suspended = false;
    const missed: string[] = [];
    for (const [topic, subscription] of this.#topics) {
      if (subscription.state !== 'held') continue;
      try {
        if (await this.#admit(topic, subscription)) missed.push(this.#shown(topic));
        else if (this.#topics.get(topic) === subscription) this.#takeBack(topic);
      } catch (error) {
        this.suspend();
        throw error;
      }
    }
    if (missed.length > 0) this.connection.send({ type: 'gap', topics: missed });
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let message = this.#waiting.shift(); message && this.connection.isOpen; message = this.#waiting.shift()) {
      try {
        await this.#answer(message);
      } catch (error) {
        this.#deps.logger.warn({ err: error, message: message.type }, 'message of a socket could not be served');
        this.#refuse('unavailable', message);
        if (this.#principal === null) this.connection.end(ENDINGS.unavailable);
      }
    }
    this.#working = false;
  }

  async #answer(message: ClientMessage): Promise<void> {
    if (message.type === 'auth') await this.#authenticate(message);
    else if (message.type === 'subscribe') await this.#subscribe(message);
    else if (message.type === 'unsubscribe') this.#unsubscribe(message);
    else this.connection.send({ type: 'pong', id: message.id });
  }

  async #authenticate({ token, id }: ClientMessage & { type: 'auth' }): Promise<void> {
    const found = await identify(`Bearer ${token}`, this.#deps.authenticate);
    if (!this.connection.isOpen) return;
    if (isProblem(found)) this.connection.end(ENDINGS.invalidToken);
    else if (found.kind !== 'user') this.connection.end(ENDINGS.userTokenRequired);
    else if (this.#principal === null && !this.#deps.seat(found.userId)) {
      this.connection.end(ENDINGS.tooManySockets);
    } else if (this.#principal !== null && this.#principal.userId !== found.userId) {
      this.connection.end(ENDINGS.anotherUser);
    } else {
      this.#token = token;
      this.#principal ??= found;
      const { heartbeatSeconds, families } = this.#deps;
      this.connection.send({ type: 'ready', userId: found.userId, heartbeatSeconds, topics: families.names(), id });
    }
  }

  async #subscribe({ topic: name, id }: ClientMessage & { type: 'subscribe' }): Promise<void> {
    const topic = this.#find(name)?.topic;
    if (topic === undefined) return this.#refuse('not_found', { topic: name, id });
    if (!this.#topics.has(topic)) {
      if (this.#topics.size >= MAX_TOPICS || !this.#deps.topics.follow(this.userId ?? '')) {
        return this.#refuse('too_many_topics', { topic: name, id });
      }
      const subscription: Subscription = { state: 'asking', stale: false };
      this.#topics.set(topic, subscription);
      let admitted = false;
      try {
        admitted = await this.#admit(topic, subscription);
      } finally {
        if (!admitted && this.#topics.get(topic) === subscription) this.#drop(topic);
      }
      if (!admitted) return this.#refuse('not_found', { topic: name, id });
    }
    this.connection.send({ type: 'subscribed', topic: name, id });
  }

  /** Asks whether the person may, as they are now. @returns true when they may and nothing has ended it meanwhile */
  async #admit(topic: string, subscription: Subscription): Promise<boolean> {
    const { createEm, index } = this.#deps;
    const found = this.#find(this.#shown(topic));
    if (!found) return false;
    do {
      subscription.state = 'asking';
      subscription.stale = false;
      try {
        if (!(await found.family.admits(createEm(), this.#principal as Principal, found.id))) return false;
      } catch (error) {
        subscription.state = 'held';
        throw error;
      }
      if (this.#topics.get(topic) !== subscription || !this.connection.isOpen) return false;
    } while (subscription.stale);
    subscription.state = 'admitted';
    index.add(topic, this);
    return true;
  }

  #unsubscribe({ topic: name, id }: ClientMessage & { type: 'unsubscribe' }): void {
    const found = this.#find(name);
    if (found) this.#drop(found.topic);
    this.connection.send({ type: 'unsubscribed', topic: name, id });
  }

  #drop(topic: string): void {
    this.#deps.index.remove(topic, this);
    if (this.#topics.delete(topic)) this.#deps.topics.unfollow(this.userId ?? '');
  }

  #takeBack(topic: string): void {
    this.#drop(topic);
    this.connection.send({ type: 'unsubscribed', topic: this.#shown(topic), reason: 'revoked' });
  }

  #find(name: string) {
    return this.#deps.families.find(name, (this.#principal as Principal).userId);
  }

  #shown(topic: string): string {
    return this.#deps.families.shown(topic);
  }

  #refuse(code: ErrorCode, { topic, id }: { topic?: string; id?: string | number | undefined }): void {
    this.connection.send({ type: 'error', code, ...(topic === undefined ? {} : { topic }), id });
  }
}
