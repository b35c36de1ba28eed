import { z } from 'zod';
import { idInput } from '../../platform/http/id-input.ts';
import { JOB_ORIGINS } from '../../platform/jobs/job-state.domain.ts';
import { JOB_PRIORITIES, JOB_STATUSES } from '../../platform/jobs/jobs.contract.ts';

const instant = z.iso.datetime();

export const jobIdParams = z.strictObject({ jobId: idInput.describe('Id of the job') });

const jobStatus = z.enum(JOB_STATUSES);
const word = (max: number) => z.string().min(1).max(max);
const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

export const jobListQuery = {
  status: jobStatus.optional().describe('Only jobs with this status'),
  type: word(64).optional().describe('Only jobs of this type'),
  priority: z.enum(JOB_PRIORITIES).optional().describe('Only jobs of this priority'),
  cause: word(100)
    .optional()
    .describe('Only jobs with this error code: failed ones, and those that repeat an attempt which failed with it'),
  requestedBy: idInput.optional().describe('Only jobs of this user; another user’s jobs need the role admin'),
  origin: z.enum(JOB_ORIGINS).optional().describe('Only jobs that came from a person, a schedule, or the system'),
  retrying: yesOrNo.optional().describe('Only running jobs that wait to repeat a failed attempt, or only others'),
  deadLetter: yesOrNo.optional().describe('Only failed jobs that no person has acknowledged, or only others'),
  from: instant.optional().describe('Only jobs created at or after this time'),
  to: instant.optional().describe('Only jobs created before this time'),
};

export const jobStatsQuery = z.strictObject({
  from: instant.optional().describe('Start of the period; default: 24 hours before `to`'),
  to: instant.optional().describe('End of the period; default: now'),
});

const milliseconds = z.number().nullable().describe('Milliseconds; null without samples');

export const jobStatsSchema = z
  .strictObject({
    from: instant,
    to: instant,
    totals: z.record(jobStatus, z.int()).describe('Jobs created in the period, by status'),
    byType: z.array(
      z.strictObject({
        type: z.string(),
        queued: z.int(),
        running: z.int(),
        succeeded: z.int(),
        failed: z.int(),
        cancelled: z.int(),
        waitMs: z
          .strictObject({ p50: milliseconds, p95: milliseconds })
          .describe('From the time a job was due until its run started'),
        runMs: z
          .strictObject({ p50: milliseconds, p95: milliseconds })
          .describe('From the start of the run until it ended'),
      }),
    ),
    throughputPerMinute: z.number().describe('Jobs that succeeded in the period, per minute'),
    deadLetters: z
      .int()
      .describe('Failed jobs that no person has acknowledged, whenever they failed. Counted up to 10,000'),
    oldestWaiting: z
      .strictObject({ id: z.uuid(), type: z.string(), dueSince: instant, ageSeconds: z.number() })
      .nullable()
      .describe('The job that has waited longest for a run since it was due'),
    failuresByCause: z
      .array(
        z.strictObject({
          type: z.string(),
          code: z.string(),
          count: z.int(),
          firstSeenAt: instant.describe('When the first of them failed'),
          lastSeenAt: instant.describe('When the last of them failed'),
        }),
      )
      .describe('What jobs failed of in the period, the most frequent first, at most 100'),
  })
  .meta({ id: 'JobStats' });

export type JobStats = z.infer<typeof jobStatsSchema>;

export const jobTypeSchema = z
  .strictObject({
    type: z.string().describe('As in the field `type` of a job'),
    taskQueue: z.string().describe('Task queue of its workflow'),
    steps: z
      .array(
        z.strictObject({
          step: z.string().describe('What is repeated'),
          initialIntervalMs: z.int().describe('Milliseconds after the first failed attempt'),
          coefficient: z.number().describe('Each wait is this many times the one before'),
          maximumIntervalMs: z.int().describe('Milliseconds that a wait takes at most'),
          maximumAttempts: z.int().nullable().describe('In all; null: as many as it takes'),
          deadlineMs: z
            .int()
            .nullable()
            .describe('Milliseconds for all attempts and waits together; null: as long as it takes'),
        }),
      )
      .describe('The steps of its run, each with how it is repeated when it fails'),
  })
  .meta({ id: 'JobType' });
