import type { LogLevel, LogMetadata, Logger as TemporalLogger } from '@temporalio/common';
import type { Logger } from './logger.ts';

/** How the SDK names what our own lines name otherwise. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  workflowId: 'workflow_id',
  workflowRunId: 'workflow_run_id',
  runId: 'workflow_run_id',
  workflowType: 'workflow',
  activityType: 'activity',
  activityId: 'activity_id',
  taskQueue: 'task_queue',
  sdkComponent: 'component',
  error: 'err',
};

/** Bytes, repetition or noise. */
const DROPPED = new Set(['taskToken', 'spanContexts', 'trace_flags', 'namespace', 'isLocal', 'inWorkflow']);

const PINO_LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Workflow ids of jobs are `<job id>:<generation>`. */
const JOB_WORKFLOW_ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):\d+$/;

/** The job behind a workflow id, or undefined for a workflow that is not one generation of a job. */
export function jobIdOf(workflowId: string | undefined): string | undefined {
  return workflowId === undefined ? undefined : JOB_WORKFLOW_ID.exec(workflowId)?.[1];
}

function fieldsOf(meta: LogMetadata | undefined): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  // Symbol keys (the SDK's own time of the entry) are not visited by `in`.
  for (const name in meta) {
    if (!DROPPED.has(name) && meta[name] !== undefined) fields[FIELD_NAMES[name] ?? name] = meta[name];
  }
  const jobId = jobIdOf(typeof fields.workflow_id === 'string' ? fields.workflow_id : undefined);
  if (jobId !== undefined) fields.job_id = jobId;
  return fields;
}

/**
 * The SDK's lines (worker, workflows, activities, core) in our format: with `workflow_id`, `job_id` and `trace_id` like
 * those of the API.
 */
export function temporalLogger(logger: Logger): TemporalLogger {
  const write = (level: LogLevel, message: string, meta?: LogMetadata) => {
    const method = PINO_LEVELS[level];
    if (logger.isLevelEnabled(method)) logger[method](fieldsOf(meta), message);
  };
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}
