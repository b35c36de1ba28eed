import type { Config } from '../../platform/config.ts';
import { type JobRow, workflowIdOf } from '../../platform/jobs/job-row.ts';
import type { JobView } from './jobs.schema.ts';

const iso = (value: Date | null) => value?.toISOString() ?? null;

export type PresentJob = (job: JobRow) => JobView;

/** Shapes a row for the API; nothing else does. */
export function createJobPresenter(temporal: Pick<Config['temporal'], 'uiUrl' | 'namespace'>): PresentJob {
  return (job) => ({
    id: job.id,
    type: job.type,
    summary: job.summary,
    status: job.status,
    priority: job.priority,
    progress: { done: job.progress_done, total: job.progress_total },
    attempts: job.attempts,
    nextAttemptAt: iso(job.next_attempt_at),
    generation: job.generation,
    error: job.error_code === null ? null : { code: job.error_code, message: job.error_message ?? '' },
    result: (job.result as Record<string, unknown> | null) ?? null,
    requestedBy: job.requested_by,
    runAt: iso(job.run_at),
    createdAt: job.created_at.toISOString(),
    startedAt: iso(job.started_at),
    finishedAt: iso(job.finished_at),
    cancelRequestedAt: iso(job.cancel_requested_at),
    links: {
      self: `/api/jobs/${job.id}`,
      temporal: `${temporal.uiUrl}/namespaces/${temporal.namespace}/workflows/${encodeURIComponent(workflowIdOf(job))}`,
    },
  });
}
