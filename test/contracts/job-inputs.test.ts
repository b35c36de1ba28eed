import { expect, test } from '@jest/globals';
import { ERASE_ACCOUNT } from '../../src/features/accounts/erasure/erasure.contract.ts';
import { IMPORT_EVENTS } from '../../src/features/analytics/imports/imports.contract.ts';
import { REBUILD_ROLLUPS, ROLL_UP } from '../../src/features/analytics/rollups/rollups.contract.ts';
import { SEND_CAMPAIGN } from '../../src/features/campaigns/campaigns.contract.ts';
import { CORRECT_CALLS } from '../../src/features/community/calls/correct-calls.contract.ts';
import { SEND_DIGESTS } from '../../src/features/digests/digests.contract.ts';
import { digestJobType } from '../../src/features/digests/digests.jobs.ts';
import { SEND_EMAIL } from '../../src/features/email/email.contract.ts';
import { emailJobType } from '../../src/features/email/email.jobs.ts';
import { RUN_EXPORT } from '../../src/features/exports/exports.contract.ts';
import { PROCESS_FILES, PURGE_FILES } from '../../src/features/files/files.contract.ts';
import { RUN_MAINTENANCE } from '../../src/features/maintenance/maintenance.contract.ts';
import { FIRE_ALERTS } from '../../src/features/market/alerts/alerts.contract.ts';
import { priceAlertsJobType } from '../../src/features/market/alerts/alerts.jobs.ts';
import { DELIVER_NOTIFICATIONS } from '../../src/features/notifications/delivery.contract.ts';
import { MAKE_REPORTS } from '../../src/features/reports/reports.contract.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import type { Enqueue, JobRequest } from '../../src/platform/jobs/enqueue.ts';
import type { JobType } from '../../src/platform/jobs/job-type.ts';
import type { JobStart, JobWorkflow } from '../../src/platform/jobs/jobs.contract.ts';
import type { ScheduledJob } from '../../src/platform/jobs/scheduled-job.ts';
import type * as workflows from '../../workflows/index.ts';

type Workflows = typeof workflows;
type InputOf<Run> = Run extends (start: JobStart<infer Input>) => Promise<void> ? Input : never;

/** The workflows of jobs; the others take something else. */
type JobRuns = {
  [Name in keyof Workflows as InputOf<Workflows[Name]> extends never ? never : Name]: InputOf<Workflows[Name]>;
};

/** Does not compile when a workflow is missing, or takes another input than its contract has a job enqueued with. */
const names = {
  eraseAccount: ERASE_ACCOUNT,
  rollUp: ROLL_UP,
  rebuildRollups: REBUILD_ROLLUPS,
  sendCampaign: SEND_CAMPAIGN,
  sendDigests: SEND_DIGESTS,
  sendEmail: SEND_EMAIL,
  runExport: RUN_EXPORT,
  processFiles: PROCESS_FILES,
  purgeFiles: PURGE_FILES,
  fireAlerts: FIRE_ALERTS,
  correctCalls: CORRECT_CALLS,
  importEvents: IMPORT_EVENTS,
  runMaintenance: RUN_MAINTENANCE,
  makeReports: MAKE_REPORTS,
  deliverNotifications: DELIVER_NOTIFICATIONS,
} satisfies { [Name in keyof JobRuns]: JobWorkflow<JobRuns[Name]> };

test('the workflow of each job is exported under the name that its contract has', () => {
  for (const [exported, name] of Object.entries(names)) expect(name).toBe(exported);
});

test('an input that is not the one of its job does not compile', () => {
  const about = { summary: 'a job', requestedBy: null };
  const attempts = (enqueue: Enqueue, tx: Em) => [
    enqueue(tx, { ...about, type: priceAlertsJobType, input: { firings: 1 } }),
    // @ts-expect-error -- a property of another type
    enqueue(tx, { ...about, type: priceAlertsJobType, input: { firings: '1' } }),
    // @ts-expect-error -- a property that was renamed
    enqueue(tx, { ...about, type: priceAlertsJobType, input: { count: 1 } }),
    // @ts-expect-error -- one that is missing
    enqueue(tx, { ...about, type: priceAlertsJobType, input: {} }),
    // @ts-expect-error -- one too many
    enqueue(tx, { ...about, type: priceAlertsJobType, input: { firings: 1, since: 'today' } }),
    // @ts-expect-error -- the same of a job that exists once for its period
    enqueue(tx, { ...about, type: priceAlertsJobType, input: { firings: '1' }, periodKey: 'today' }),
    // @ts-expect-error -- the input of another job
    { ...about, type: emailJobType, input: { firings: 1 } } satisfies JobRequest<{ firings: number }>,
    // @ts-expect-error -- a type that promises its workflow another input than the contract
    { ...priceAlertsJobType, workflow: SEND_EMAIL } satisfies JobType<{ firings: number }>,
    {
      name: 'daily',
      note: 'every day',
      everyMs: 1,
      catchupMs: 1,
      // @ts-expect-error -- a schedule that asks for a job without the input it needs
      request: () => ({ ...about, type: digestJobType, input: {} }),
    } satisfies ScheduledJob<JobRuns['sendDigests']>,
    // @ts-expect-error -- a workflow that takes more than its contract has a job enqueued with
    SEND_CAMPAIGN satisfies JobWorkflow<JobRuns['sendDigests']>,
  ];
  // Not called: the typecheck is the test, and reports a directive that has no error to expect.
  expect(attempts).toBeInstanceOf(Function);
});
