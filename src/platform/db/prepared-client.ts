import type { Socket } from 'node:net';
import pg from 'pg';
import { CopySource } from './copy.ts';
import { SilenceWatch } from './silence.ts';
import { tellOfStatement } from './statement-listener.ts';

/** Statements that have a name at most, and that are counted at most. They must not fill the servers' memory. */
const MAX_STATEMENTS = 500;
/** Asked this often, a statement is worth keeping on the server. */
const WORTH_PREPARING = 3;
/** "cached plan must not change result type": a migration changed a table under a statement that was prepared before. */
const FEATURE_NOT_SUPPORTED = '0A000';

/** How often statements without a name were asked, those asked last at the end. One for all connections of the process. */
const asked = new Map<string, number>();
const names = new Map<string, string>();
/** Names are never used twice, so what a connection holds under an old one does no harm. */
let named = 0;

/** Statements that are asked once, with lists of many lengths, push each other out of the count and keep no place from others. */
function nameOf(text: string): string | undefined {
  const name = names.get(text);
  if (name !== undefined || names.size >= MAX_STATEMENTS) return name;
  const times = (asked.get(text) ?? 0) + 1;
  asked.delete(text);
  if (times >= WORTH_PREPARING) {
    names.set(text, `s${++named}`);
    return undefined;
  }
  asked.set(text, times);
  if (asked.size > MAX_STATEMENTS) asked.delete(asked.keys().next().value as string);
  return undefined;
}

/** What the server did not answer, or said before it closed the connection. */
function isLost(error: Error): boolean {
  return !(error instanceof pg.DatabaseError) || error.severity === 'FATAL' || error.severity === 'PANIC';
}

type Query = (config: unknown, values?: unknown, callback?: unknown) => Promise<unknown>;

/**
 * A client that has the server parse and plan a repeated statement once a connection instead of each time: our joined
 * statements take longer to plan than to run. Needs a direct connection or a pooler that knows prepared statements.
 */
export class PreparingClient extends pg.Client {
  constructor(options?: string | pg.ClientConfig) {
    super(options);
    const timeoutMs = typeof options === 'object' ? Number(options.statement_timeout ?? 0) : 0;
    const silence = new SilenceWatch(timeoutMs, () => this.connection.stream as Socket);
    const send = super.query.bind(this) as Query;
    const query: Query = (config, values, callback) => {
      const sent = send(config, values, callback);
      if (callback !== undefined || !(sent instanceof Promise)) return sent;
      const sentAt = performance.now();
      silence.sent(config, sentAt);
      const answered = (failed: boolean) => {
        const now = performance.now();
        silence.answered(now);
        tellOfStatement(now - sentAt, failed);
      };
      return sent.then(
        (result: unknown) => {
          answered(false);
          return result;
        },
        (error: unknown) => {
          answered(true);
          throw error;
        },
      );
    };
    let lost: Error | undefined;
    /**
     * Kysely never gives back a connection whose `begin` or `rollback` throws. So these pass on a connection that is lost, where
     * nothing is begun and all is rolled back; whatever else is asked of it fails, and the pool drops it.
     */
    const pass = (error: Error) => {
      if (!isLost(error)) throw error;
      lost = error;
      void this.end().catch(() => undefined); // it is gone already
      return { command: 'ROLLBACK', rows: [] };
    };
    const preparing: Query = (config, values, callback) => {
      if (typeof config === 'string' && Array.isArray(values) && values[0] instanceof CopySource) {
        // Its bytes come at their sender's pace, which has a limit of its own.
        return values[0].send(send, config);
      }
      if (config === 'begin' || config === 'rollback') return query(config, values, callback).catch(pass);
      if (lost !== undefined) return Promise.reject(lost);
      const plain = typeof config === 'string' && Array.isArray(values) && values.length > 0 && callback === undefined;
      const name = plain ? nameOf(config) : undefined;
      if (name === undefined) return query(config, values, callback);
      return query({ name, text: config, values }).catch((error: unknown) => {
        // The caller is told, since a transaction around it is lost; the next one gets a new plan.
        if (error instanceof pg.DatabaseError && error.code === FEATURE_NOT_SUPPORTED) names.clear();
        throw error;
      });
    };
    this.query = preparing as typeof this.query;
  }
}
