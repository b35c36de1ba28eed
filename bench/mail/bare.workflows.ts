import { proxyActivities } from '@temporalio/workflow';
import type { BareActivities } from './bare-worker.ts';

const { sendMail } = proxyActivities<BareActivities>({ startToCloseTimeout: '1 minute' });

/** The least a team would write: one workflow with one activity that sends. */
export async function bareSend(to: string): Promise<void> {
  await sendMail(to);
}
