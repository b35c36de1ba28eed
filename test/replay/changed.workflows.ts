import { proxyActivities } from '@temporalio/workflow';
import * as released from '../../workflows/index.ts';

const { checkFirst } = proxyActivities<{ checkFirst(): Promise<void> }>({
  startToCloseTimeout: '10 seconds',
});

/** The mistake the replay test is there for: a step added to a released workflow without `patched()`. */
function changed<Start>(workflow: (start: Start) => Promise<void>) {
  return async (start: Start): Promise<void> => {
    await checkFirst();
    await workflow(start);
  };
}

export const sendEmail = changed(released.sendEmail);
export const deliverNotifications = changed(released.deliverNotifications);
export const eraseAccount = changed(released.eraseAccount);
export const fireAlerts = changed(released.fireAlerts);
export const enqueueScheduled = changed(released.enqueueScheduled);
export const sendDigests = changed(released.sendDigests);
export const rollUp = changed(released.rollUp);
export const rebuildRollups = changed(released.rebuildRollups);
export const importEvents = changed(released.importEvents);
export const correctCalls = changed(released.correctCalls);
export const sendCampaign = changed(released.sendCampaign);
export const runExport = changed(released.runExport);
export const makeReports = changed(released.makeReports);
export const runMaintenance = changed(released.runMaintenance);
export const processFiles = changed(released.processFiles);
export const purgeFiles = changed(released.purgeFiles);
