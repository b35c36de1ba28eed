import { ApplicationFailure } from '@temporalio/activity';
import type { Em } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import type { Enqueue } from '../../src/platform/jobs/enqueue.ts';
import { periodKeyOf, type ScheduledJob } from '../../src/platform/jobs/scheduled-job.ts';
import type { ScheduleActivities } from '../../src/platform/jobs/schedules.contract.ts';

export interface ScheduleActivityDeps {
  em(): Em;
  enqueue: Enqueue;
  schedules: readonly ScheduledJob<object>[];
}

export function createScheduleActivities({ em, enqueue, schedules }: ScheduleActivityDeps) {
  const byName = new Map(schedules.map((schedule) => [schedule.name, schedule]));
  return {
    async enqueueScheduled({ schedule: name, nominalAt }) {
      const schedule = byName.get(name);
      // Declared by programs of another release only, and removed by this one: its runs end.
      if (!schedule) throw ApplicationFailure.nonRetryable(`there is no schedule ${name}`, 'unknown_schedule');
      const at = new Date(nominalAt);
      await transact(em(), async (tx) => {
        await enqueue(tx, { ...schedule.request(at), periodKey: periodKeyOf(name, at) });
      });
    },
  } satisfies ScheduleActivities;
}
