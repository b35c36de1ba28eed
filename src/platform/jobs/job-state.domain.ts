import type { JobStatus } from './jobs.contract.ts';

/** What the state of a job allows and tells. Pure. */

export const JOB_ACTIONS = ['cancel', 'retry', 'retry-now', 'acknowledge'] as const;
export type JobAction = (typeof JOB_ACTIONS)[number];

export const JOB_ORIGINS = ['person', 'schedule', 'system'] as const;
export type JobOrigin = (typeof JOB_ORIGINS)[number];

interface JobState {
  status: JobStatus;
  next_attempt_at: Date | null;
  cancel_requested_at: Date | null;
  acknowledged_at: Date | null;
}

/** What may be done with a job as it is. */
export function actionsOn(job: JobState): JobAction[] {
  switch (job.status) {
    case 'queued':
      return ['cancel'];
    case 'running':
      return [
        ...(job.cancel_requested_at === null ? (['cancel'] as const) : []),
        ...(job.next_attempt_at === null ? [] : (['retry-now'] as const)),
      ];
    case 'failed':
      return job.acknowledged_at === null ? ['retry', 'acknowledge'] : ['retry'];
    case 'cancelled':
      return ['retry'];
    case 'succeeded':
      return [];
  }
}

/** What a job came from. A schedule's job carries the key of its period, a person's the person. */
export function originOf(job: { period_key: string | null; requested_by: string | null }): JobOrigin {
  if (job.period_key !== null) return 'schedule';
  return job.requested_by === null ? 'system' : 'person';
}
