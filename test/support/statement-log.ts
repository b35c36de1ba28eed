import pg from 'pg';

/** One statement as it was sent. */
export interface Statement {
  text: string;
  values: unknown[];
}

export interface StatementRecorder {
  /** What was sent while `work` ran, by anybody in this process. */
  during(work: () => Promise<unknown>): Promise<Statement[]>;
}

/** What frames transactions, and what the limits of requests cost now and then. */
const BESIDE = /^(begin|commit|rollback|savepoint|release|set)\b|rate_limit_bucket/i;

/**
 * Notes the statements that connections made from now on send, save those beside the point: frames of transactions and
 * rate limits. Must be called before the pool connects.
 */
export function recordStatements(): StatementRecorder {
  let noted: Statement[] | null = null;
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function recording(this: unknown, ...args: unknown[]) {
    const [config, values] = args;
    const sent = typeof config === 'string' ? { text: config, values } : (config as Partial<Statement>);
    if (sent.text !== undefined && !BESIDE.test(sent.text)) {
      noted?.push({ text: sent.text, values: (sent.values as unknown[] | undefined) ?? [] });
    }
    return query.apply(this, args);
  };
  return {
    async during(work) {
      const found: Statement[] = [];
      noted = found;
      try {
        await work();
      } finally {
        noted = null;
      }
      return found;
    },
  };
}
