import { z } from 'zod';
import { JOB_STATUSES } from '../../platform/jobs/jobs.contract.ts';

const instant = z.iso.datetime();

export const jobIdParams = z.object({ jobId: z.uuid().describe('Id of the job') });

const jobStatus = z.enum(JOB_STATUSES);

export const jobListQuery = {
  status: jobStatus.optional().describe('Only jobs in this status'),
  type: z.string().min(1).max(64).optional().describe('Only jobs of this type'),
  requestedBy: z.uuid().optional().describe('Only jobs of this user; others than oneself need the role admin'),
};

export const jobStatsQuery = z.object({
  from: instant.optional().describe('Begin of the period; 24 hours before `to` unless given'),
  to: instant.optional().describe('End of the period, now unless given'),
});

const milliseconds = z.number().nullable().describe('Milliseconds; null without samples');

export const jobStatsSchema = z
  .object({
    from: instant,
    to: instant,
    totals: z.record(jobStatus, z.int()).describe('Jobs by status, of those created in the period'),
    byType: z.array(
      z.object({
        type: z.string(),
        queued: z.int(),
        running: z.int(),
        succeeded: z.int(),
        failed: z.int(),
        cancelled: z.int(),
        waitMs: z.object({ p50: milliseconds, p95: milliseconds }).describe('From when it was due until its run began'),
        runMs: z.object({ p50: milliseconds, p95: milliseconds }).describe('From when its run began until it ended'),
      }),
    ),
    throughputPerMinute: z.number().describe('Jobs that succeeded in the period, for each minute of it'),
    oldestWaiting: z
      .object({ id: z.uuid(), type: z.string(), dueSince: instant, ageSeconds: z.number() })
      .nullable()
      .describe('The job that has been due longest without a run'),
    failuresByCause: z.array(z.object({ type: z.string(), code: z.string(), count: z.int() })),
  })
  .meta({ id: 'JobStats' });

export type JobStats = z.infer<typeof jobStatsSchema>;
