import pg from 'pg';

/** One statement as it was sent. */
export interface Statement {
  text: string;
  values: unknown[];
}

export interface StatementRecorder {
  /** What was sent while `work` ran, by anybody in this process; begin, commit and the like included. */
  during(work: () => Promise<unknown>): Promise<Statement[]>;
}

/** Records the statements of all clients made after this call. */
export function recordStatements(): StatementRecorder {
  let recorded: Statement[] | null = null;
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function recording(this: unknown, ...args: unknown[]) {
    const [config, values] = args;
    const named = typeof config === 'string' ? { text: config, values } : (config as Partial<Statement>);
    recorded?.push({ text: named.text ?? '', values: (named.values as unknown[] | undefined) ?? [] });
    return query.apply(this, args);
  };
  return {
    async during(work) {
      const found: Statement[] = [];
      recorded = found;
      try {
        await work();
      } finally {
        recorded = null;
      }
      return found;
    },
  };
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: PlanNode[];
}

export interface Cost {
  /** Tables that were read from end to end. */
  scanned: string[];
  /** Rows that scans touched, shown or not. */
  rows: number;
  /** Pages of 8 kB that were looked at. */
  blocks: number;
}

/** Runs a statement and says what it read. @param before a setting that holds while it does */
export async function explain(databaseUrl: string, { text, values }: Statement, before = 'select'): Promise<Cost> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(before);
    const answer = await client.query(`explain (analyze, buffers, format json) ${text}`, values);
    const [{ Plan }] = answer.rows[0]['QUERY PLAN'] as [{ Plan: PlanNode }];
    const cost: Cost = {
      scanned: [],
      rows: 0,
      blocks: (Plan['Shared Hit Blocks'] ?? 0) + (Plan['Shared Read Blocks'] ?? 0),
    };
    const visit = (node: PlanNode): void => {
      if (node['Node Type'] === 'Seq Scan') cost.scanned.push(node['Relation Name'] ?? '?');
      if (node['Relation Name'] !== undefined) {
        cost.rows += (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
      }
      node.Plans?.forEach(visit);
    };
    visit(Plan);
    return cost;
  } finally {
    await client.end();
  }
}
