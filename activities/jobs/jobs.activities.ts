import type { Em } from '../../src/platform/db/sql.ts';
import type { JobTypes } from '../../src/platform/jobs/job-type.ts';
import type { JobActivities } from '../../src/platform/jobs/jobs.contract.ts';
import { settleRun } from '../../src/platform/jobs/settle.ts';

export interface JobActivityDeps {
  em(): Em;
  jobTypes: JobTypes;
}

/** Activities that every job's workflow shares. */
export function createJobActivities(deps: JobActivityDeps) {
  return {
    async finishJob(input) {
      await settleRun(deps.em(), deps.jobTypes, input);
    },
  } satisfies JobActivities;
}
