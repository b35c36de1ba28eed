import { defineEntity, p } from '@mikro-orm/postgresql';
import type { JobPriority, JobStatus } from './jobs.contract.ts';
import type { WorkflowQueue } from './task-queues.contract.ts';

/**
 * One row is a piece of durable work: the outbox entry from which its workflow is started, and the read model that the
 * API answers from. Rows are written by SQL that compares and sets; this entity describes the table.
 */
export const JobEntity = defineEntity({
  name: 'Job',
  tableName: 'job',
  indexes: [
    {
      name: 'job_period_key_index',
      expression: 'create unique index job_period_key_index on job (period_key) where period_key is not null',
    },
    {
      name: 'job_undispatched_index',
      expression:
        "create index job_undispatched_index on job (dispatch_after) where status = 'queued' and dispatched_at is null",
    },
    {
      name: 'job_open_type_index',
      expression: "create index job_open_type_index on job (type, id desc) where status in ('queued', 'running')",
    },
    {
      name: 'job_look_index',
      expression:
        "create index job_look_index on job (look_after) where status in ('queued', 'running') and dispatched_at is not null",
    },
    {
      name: 'job_cancelling_index',
      expression:
        "create index job_cancelling_index on job (cancel_requested_at) where cancel_requested_at is not null and (cancel_delivered_at is null or status = 'running')",
    },
    {
      name: 'job_requested_by_index',
      expression: 'create index job_requested_by_index on job (requested_by, id desc)',
    },
    {
      name: 'job_open_export_index',
      expression:
        "create index job_open_export_index on job (requested_by) where type = 'export' and status in ('queued', 'running')",
    },
    { name: 'job_status_index', expression: 'create index job_status_index on job (status, id desc)' },
    { name: 'job_type_index', expression: 'create index job_type_index on job (type, id desc)' },
    {
      name: 'job_finished_index',
      expression: 'create index job_finished_index on job (finished_at, status) where finished_at is not null',
    },
    {
      name: 'job_dead_letter_index',
      expression:
        "create index job_dead_letter_index on job (id desc) where status = 'failed' and acknowledged_at is null",
    },
    {
      name: 'job_acknowledged_by_index',
      expression: 'create index job_acknowledged_by_index on job (acknowledged_by) where acknowledged_by is not null',
    },
    {
      name: 'job_failed_index',
      expression: "create index job_failed_index on job (finished_at, type, error_code) where status = 'failed'",
    },
    {
      name: 'job_cause_index',
      expression: 'create index job_cause_index on job (error_code, id desc) where error_code is not null',
    },
    {
      name: 'job_type_cause_index',
      expression: 'create index job_type_cause_index on job (type, error_code, id desc) where error_code is not null',
    },
    {
      name: 'job_priority_index',
      expression: "create index job_priority_index on job (priority, id desc) where priority <> 'normal'",
    },
    {
      name: 'job_waiting_index',
      expression: "create index job_waiting_index on job (greatest(queued_at, run_at)) where status = 'queued'",
    },
    {
      name: 'job_scheduled_index',
      expression:
        "create index job_scheduled_index on job (finished_at) where period_key is not null and status = 'succeeded'",
    },
    {
      name: 'job_created_index',
      expression:
        'create index job_created_index on job (created_at) include (type, status, queued_at, run_at, started_at, finished_at)',
    },
  ],
  checks: [
    {
      name: 'job_status_check',
      expression: "status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')",
    },
    { name: 'job_priority_check', expression: "priority in ('critical', 'high', 'normal', 'low')" },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    type: p.text(),
    status: p.text().$type<JobStatus>().default('queued'),
    priority: p.text().$type<JobPriority>().default('normal'),
    summary: p.text(),
    workflow: p.text(),
    taskQueue: p.text().$type<WorkflowQueue>(),
    inputVersion: p.integer().default(1),
    input: p.json<unknown>(),
    requestedBy: p.uuid().nullable(),
    periodKey: p.text().nullable(),
    generation: p.integer().default(1),
    restarts: p.integer().default(0),
    chainId: p.text().nullable(),
    attempts: p.integer().default(0),
    nextAttemptAt: p.datetime().nullable(),
    progressDone: p.integer().default(0),
    progressTotal: p.integer().nullable(),
    errorCode: p.text().nullable(),
    errorMessage: p.text().nullable(),
    result: p.json<unknown>().nullable(),
    traceparent: p.text().nullable(),
    runAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
    /** When the run last got on: it was started, an attempt began, a unit was done. Looks of others do not count. */
    progressedAt: p.datetime().defaultRaw('now()'),
    /** When the sweeper looks at the run next. */
    lookAfter: p.datetime().defaultRaw('now()'),
    queuedAt: p.datetime().defaultRaw('now()'),
    dispatchAfter: p.datetime().defaultRaw('now()'),
    dispatchAttempts: p.integer().default(0),
    dispatchedAt: p.datetime().nullable(),
    startedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    cancelRequestedAt: p.datetime().nullable(),
    cancelDeliveredAt: p.datetime().nullable(),
    acknowledgedAt: p.datetime().nullable(),
    acknowledgedBy: p.uuid().nullable(),
  },
});
