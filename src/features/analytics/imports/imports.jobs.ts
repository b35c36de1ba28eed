import type { JobType } from '../../../platform/jobs/job-type.ts';
import { EVENT_IMPORT_JOB, IMPORT_EVENTS, type ImportEventsInput } from './imports.contract.ts';

/** Stores older events from a file. */
export const eventImportJobType: JobType<ImportEventsInput> = {
  type: EVENT_IMPORT_JOB,
  workflow: IMPORT_EVENTS,
  taskQueue: 'bulk',
};
