import pg from 'pg';
import type { Statement } from './statement-log.ts';

/** A step of a plan, as Postgres describes it. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Heap Fetches'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

export interface Plan {
  text: string;
  /** All steps, the last to be done first. */
  nodes: PlanNode[];
  /** Tables that were read from end to end. */
  seqScans: string[];
  /** Rows that scans touched, shown or not. */
  rows: number;
  /** Pages of shared buffers that running it touched. */
  buffers: number;
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function planOf(text: string, root: PlanNode): Plan {
  const nodes = nodesOf(root);
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined);
  return {
    text,
    nodes,
    seqScans: scans.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] as string),
    rows: scans.reduce(
      (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    ),
    buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
  };
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
 * @param setting a statement that comes before all of them
 */
export async function explain(url: string, statements: readonly Statement[], setting = 'select'): Promise<Plan[]> {
  const client = new pg.Client(url);
  await client.connect();
  const plans: Plan[] = [];
  try {
    await client.query(setting);
    for (const [index, { text, values }] of statements.entries()) {
      const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
      const execute = `execute explained${index}${given}`;
      await client.query(`prepare explained${index} as ${text}`);
      for (let n = 0; n < WARM; n += 1) await client.query(`begin; ${execute}; rollback`);
      await client.query('begin');
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `explain (analyze, buffers, format json) ${execute}`,
      );
      await client.query('rollback');
      plans.push(planOf(text, rows[0]?.['QUERY PLAN'][0].Plan as PlanNode));
    }
  } finally {
    await client.end();
  }
  return plans;
}
