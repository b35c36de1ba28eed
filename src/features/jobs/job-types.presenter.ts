import type { z } from 'zod';
import type { JobTypes } from '../../platform/jobs/job-type.ts';
import type { jobTypeSchema } from './jobs.schema.ts';
import { retryTable } from './retries.domain.ts';

/** The types of a program with their retries. @param mailInitialMs of the configuration: the first wait of a mail */
export function describeJobTypes(types: JobTypes, mailInitialMs: number): z.infer<typeof jobTypeSchema>[] {
  const table = retryTable(mailInitialMs);
  return types.all().map(({ type, taskQueue }) => ({ type, taskQueue, steps: [...(table.get(type) ?? [])] }));
}
