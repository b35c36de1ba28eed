import pg from 'pg';

export interface Statement {
  text: string;
  values: unknown[];
}

interface QueryConfig {
  text: string;
  values?: unknown[];
}

/** What frames transactions, and what the limits of requests cost now and then. */
const BESIDE = /^(begin|commit|rollback|savepoint|release|set)\b|rate_limit_bucket/i;

/**
 * Notes every statement that connections made from now on send, save those beside the point: frames of transactions and
 * rate limits. Must be called before the pool connects.
 */
export function recordStatements(): { taken(): Statement[]; stop(): void } {
  const original = pg.Client.prototype.query;
  let noted: Statement[] = [];
  pg.Client.prototype.query = function query(this: pg.Client, ...given: unknown[]) {
    const [config, values] = given as [string | QueryConfig, unknown[] | undefined];
    const text = typeof config === 'string' ? config : config.text;
    if (text !== undefined && !BESIDE.test(text)) {
      noted.push({ text, values: (typeof config === 'string' ? values : config.values) ?? [] });
    }
    return (original as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof original;
  return {
    /** What was sent since it was asked last. */
    taken() {
      const sent = noted;
      noted = [];
      return sent;
    },
    stop() {
      pg.Client.prototype.query = original;
    },
  };
}
