import type pg from 'pg';
import type { Em } from '../../platform/db/sql.ts';

/** What a step is given. */
export interface StepContext {
  /** As the programs: to read what they read. */
  em(): Em;
  /** As the role of maintenance: to remove rows and partitions. */
  keeper(): Em;
  /** A connection of its own, of the role of maintenance, outside of any transaction and without a time limit for statements: for `vacuum` and indexes. */
  client: pg.Client;
  dryRun: boolean;
  reindex: boolean;
  /** Between any two pages: ends the pass when someone wants to cancel, or when another run has taken over. */
  mayGoOn(): Promise<void>;
}

/** What a step did, or would do in a dry run. */
export interface StepResult {
  /** Rows, partitions, indexes or tables. */
  count: number;
  /** For people, when there is more to say. */
  note?: string;
}

/** One thing that keeps the database tidy. Taking it twice is harmless. */
export interface MaintenanceStep {
  /** Stable name, `retention.jobs` for example: a line of the result. */
  name: string;
  take(context: StepContext): Promise<StepResult>;
}

/** A line of the job's result. */
export interface StepLine extends StepResult {
  step: string;
  outcome: 'done' | 'failed';
  ms: number;
}
