import pg from 'pg';
import type { Statement } from './statement-log.ts';

export interface Plan {
  text: string;
  /** Tables that were read from end to end. */
  seqScans: string[];
  /** Pages of shared buffers that running it touched. */
  buffers: number;
}

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Node[];
}

function* nodes(node: Node): Generator<Node> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodes(child);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}

/** A bound value as Postgres reads it in SQL. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map(element).join(',')}}`);
  return pg.escapeLiteral(textOf(value));
}

function element(value: unknown): string {
  if (value === null) return 'null';
  return JSON.stringify(textOf(value));
}

/** As often as it takes until a prepared statement may get a plan for any parameters instead of these. */
const WARM = 6;

/**
 * Runs statements, each in a transaction that is rolled back, as a pool does that has prepared and run them before, and tells
 * how the last time went.
 */
export async function explain(url: string, statements: readonly Statement[]): Promise<Plan[]> {
  const client = new pg.Client(url);
  await client.connect();
  const plans: Plan[] = [];
  try {
    for (const [index, { text, values }] of statements.entries()) {
      const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
      const execute = `execute explained${index}${given}`;
      await client.query(`prepare explained${index} as ${text}`);
      for (let n = 0; n < WARM; n += 1) await client.query(`begin; ${execute}; rollback`);
      await client.query('begin');
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
        `explain (analyze, buffers, format json) ${execute}`,
      );
      await client.query('rollback');
      const root = rows[0]?.['QUERY PLAN'][0].Plan as Node;
      const scanned = [...nodes(root)].filter((node) => node['Node Type'] === 'Seq Scan');
      plans.push({
        text,
        seqScans: scanned.map((node) => node['Relation Name'] ?? ''),
        buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
      });
    }
  } finally {
    await client.end();
  }
  return plans;
}
