import { proxyActivities } from '@temporalio/workflow';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import * as released from '../../workflows/index.ts';

const { checkFirst } = proxyActivities<{ checkFirst(jobId: string): Promise<void> }>({
  startToCloseTimeout: '10 seconds',
});

/** The mistake the replay test is there for: a step added to a released workflow without `patched()`. */
function changed<Input>(workflow: (start: JobStart<Input>) => Promise<void>) {
  return async (start: JobStart<Input>): Promise<void> => {
    await checkFirst(start.jobId);
    await workflow(start);
  };
}

export const sendEmail = changed(released.sendEmail);
export const deliverNotifications = changed(released.deliverNotifications);
export const eraseAccount = changed(released.eraseAccount);
export const fireAlerts = changed(released.fireAlerts);
export const sendCampaign = changed(released.sendCampaign);
