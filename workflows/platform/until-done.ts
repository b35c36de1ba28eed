import { workflowInfo } from '@temporalio/workflow';
import { RunAgain } from './run-job.ts';

/**
 * Begins passes until one does not end for its time. Each finds in the rows where the work stands.
 * @returns what the last pass said
 * @throws RunAgain for the frame of the job
 */
export async function untilDone<End>(pass: () => Promise<End | 'more'>): Promise<Exclude<End, 'more'>> {
  for (;;) {
    const end = await pass();
    if (end !== 'more') return end as Exclude<End, 'more'>;
    if (workflowInfo().continueAsNewSuggested) throw new RunAgain();
  }
}
