import { CancelledFailure, type Context } from '@temporalio/activity';
import type {
  DeliverWindowsInput,
  NotificationActivities,
} from '../../src/features/notifications/delivery.contract.ts';
import type { Delivery } from '../../src/features/notifications/delivery.service.ts';
import { type Em, row } from '../../src/platform/db/sql.ts';
import { beginRun } from '../../src/platform/jobs/fence.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';

export interface NotificationActivityDeps {
  em(): Em;
  delivery: Delivery;
}

export function createNotificationActivities({ em, delivery }: NotificationActivityDeps) {
  async function deliverAll({ fence }: DeliverWindowsInput, context: Context): Promise<void> {
    let mine = (await row(em(), beginRun(fence, context.info.attempt))) !== undefined;
    while (mine) {
      if (context.cancellationSignal.aborted) throw new CancelledFailure('the rest is left to the next job');
      mine = await delivery.deliverPage(em(), fence);
      context.heartbeat();
    }
  }

  return {
    async deliverWindows(input: DeliverWindowsInput): Promise<void> {
      await withHeartbeat((context) => deliverAll(input, context));
    },
  } satisfies NotificationActivities;
}
