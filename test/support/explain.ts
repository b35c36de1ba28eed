import pg from 'pg';
import type { Statement } from './statements.ts';

export interface Plan {
  /** Tables that were read from end to end. */
  seqScans: string[];
  /** Pages of shared buffers that running it touched. */
  buffers: number;
  text: string;
}

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Loops': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Node[];
}

function* nodes(node: Node): Generator<Node> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodes(child);
}

/** A bound value as Postgres reads it in SQL. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map(element).join(',')}}`);
  return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value));
}

function element(value: unknown): string {
  if (value === null) return 'null';
  return JSON.stringify(value instanceof Date ? value.toISOString() : String(value));
}

/**
 * Runs statements as they were sent and tells how. @param generic by the plan for any parameters, which a prepared statement
 * may get after a while, instead of the one for these
 */
export async function explain(url: string, statements: readonly Statement[], generic: boolean): Promise<Plan[]> {
  const client = new pg.Client(url);
  await client.connect();
  const plans: Plan[] = [];
  try {
    await client.query(`set plan_cache_mode = ${generic ? 'force_generic_plan' : 'force_custom_plan'}`);
    for (const [index, { text, values }] of statements.entries()) {
      await client.query(`prepare explained${index} as ${text}`);
      const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
        `explain (analyze, buffers, format json) execute explained${index}${given}`,
      );
      const root = rows[0]?.['QUERY PLAN'][0].Plan as Node;
      const scanned = [...nodes(root)].filter((node) => node['Node Type'] === 'Seq Scan');
      plans.push({
        seqScans: scanned.map((node) => node['Relation Name'] ?? ''),
        buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
        text: JSON.stringify(root),
      });
    }
  } finally {
    await client.end();
  }
  return plans;
}
