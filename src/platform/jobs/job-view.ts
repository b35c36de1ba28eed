import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Principal } from '../http/principal.ts';
import { type JobRow, workflowIdOf } from './job-row.ts';
import { actionsOn, JOB_ACTIONS, JOB_ORIGINS, originOf } from './job-state.domain.ts';
import { JOB_PRIORITIES, JOB_STATUSES } from './jobs.contract.ts';

const instant = z.iso.datetime();

/** A job as its owner and admins see it. */
export const jobSchema = z
  .strictObject({
    id: z.uuid(),
    type: z.string().describe('Kind of work, for example `email`'),
    summary: z.string().describe('One line that says what the job does'),
    status: z.enum(JOB_STATUSES),
    priority: z.enum(JOB_PRIORITIES),
    progress: z.strictObject({
      done: z.int().describe('Units done so far'),
      total: z.int().nullable().describe('Units in total; null while unknown'),
    }),
    attempts: z.int().describe('Attempts of the current or last step'),
    nextAttemptAt: instant.nullable().describe('When a failed attempt will be repeated'),
    generation: z.int().describe('1, plus one for each retry by a user'),
    error: z
      .strictObject({ code: z.string(), message: z.string() })
      .nullable()
      .describe('Why the job failed; while it runs, why the last attempt failed'),
    result: z.record(z.string(), z.unknown()).nullable().describe('Result of the work; its fields depend on the type'),
    actions: z
      .array(z.enum(JOB_ACTIONS))
      .describe(
        'What can be done with it now: `cancel`, `retry`, `retry-now` (while a failed attempt waits to be repeated), `acknowledge`',
      ),
    acknowledgedAt: instant.nullable().describe('When a person said that they have seen the failure'),
    origin: z.enum(JOB_ORIGINS).describe('What it came from: a person, a schedule, or the system'),
    requestedBy: z.uuid().nullable().describe('User for whom it runs; null for the system'),
    runAt: instant.nullable().describe('Earliest start; null means at once'),
    createdAt: instant,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    cancelRequestedAt: instant.nullable(),
    links: z.strictObject({
      self: z.string(),
      temporal: z.string().nullable().describe('Link to the run in the Temporal UI; for admins, null for others'),
    }),
  })
  .meta({ id: 'Job' });

export type JobView = z.infer<typeof jobSchema>;

const iso = (value: Date | null) => value?.toISOString() ?? null;

/** @param viewer who reads it: admins see more */
export type PresentJob = (job: JobRow, viewer?: Pick<Principal, 'role'>) => JobView;

/** Words of other servers, which may name machines and accounts of the operator. */
const OF_SERVERS = /^smtp_/;

function errorOf({ error_code: code, error_message: message }: JobRow, isAdmin: boolean): JobView['error'] {
  if (code === null) return null;
  const hidden = !isAdmin && OF_SERVERS.test(code);
  return { code, message: hidden ? 'The mail server did not take the mail.' : (message ?? '') };
}

/** Shapes a row for the API; nothing else does. */
export function createJobPresenter(temporal: Pick<Config['temporal'], 'uiUrl' | 'namespace'>): PresentJob {
  return (job, viewer) => ({
    id: job.id,
    type: job.type,
    summary: job.summary,
    status: job.status,
    priority: job.priority,
    progress: { done: job.progress_done, total: job.progress_total },
    attempts: job.attempts,
    nextAttemptAt: iso(job.next_attempt_at),
    generation: job.generation,
    error: errorOf(job, viewer?.role === 'admin'),
    result: (job.result as Record<string, unknown> | null) ?? null,
    actions: actionsOn(job),
    acknowledgedAt: iso(job.acknowledged_at),
    origin: originOf(job),
    requestedBy: job.requested_by,
    runAt: iso(job.run_at),
    createdAt: job.created_at.toISOString(),
    startedAt: iso(job.started_at),
    finishedAt: iso(job.finished_at),
    cancelRequestedAt: iso(job.cancel_requested_at),
    links: {
      self: `/api/jobs/${job.id}`,
      temporal:
        viewer?.role === 'admin'
          ? `${temporal.uiUrl}/namespaces/${temporal.namespace}/workflows/${encodeURIComponent(workflowIdOf(job))}`
          : null,
    },
  });
}
