import { z } from 'zod';
import { JOB_STATUSES } from '../../platform/jobs/jobs.contract.ts';

const instant = z.iso.datetime();

export const jobIdParams = z.object({ jobId: z.uuid().describe('Id of the job') });

const jobStatus = z.enum(JOB_STATUSES);

export const jobListQuery = {
  status: jobStatus.optional().describe('Only jobs with this status'),
  type: z.string().min(1).max(64).optional().describe('Only jobs of this type'),
  requestedBy: z.uuid().optional().describe('Only jobs of this user; another user’s jobs need the role admin'),
};

export const jobStatsQuery = z.object({
  from: instant.optional().describe('Start of the period; default: 24 hours before `to`'),
  to: instant.optional().describe('End of the period; default: now'),
});

const milliseconds = z.number().nullable().describe('Milliseconds; null without samples');

export const jobStatsSchema = z
  .object({
    from: instant,
    to: instant,
    totals: z.record(jobStatus, z.int()).describe('Jobs created in the period, by status'),
    byType: z.array(
      z.object({
        type: z.string(),
        queued: z.int(),
        running: z.int(),
        succeeded: z.int(),
        failed: z.int(),
        cancelled: z.int(),
        waitMs: z
          .object({ p50: milliseconds, p95: milliseconds })
          .describe('From the time a job was due until its run started'),
        runMs: z.object({ p50: milliseconds, p95: milliseconds }).describe('From the start of the run until it ended'),
      }),
    ),
    throughputPerMinute: z.number().describe('Jobs that succeeded in the period, per minute'),
    oldestWaiting: z
      .object({ id: z.uuid(), type: z.string(), dueSince: instant, ageSeconds: z.number() })
      .nullable()
      .describe('The job that has waited longest for a run since it was due'),
    failuresByCause: z.array(z.object({ type: z.string(), code: z.string(), count: z.int() })),
  })
  .meta({ id: 'JobStats' });

export type JobStats = z.infer<typeof jobStatsSchema>;
