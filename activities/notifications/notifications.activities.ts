import { CancelledFailure, Context } from '@temporalio/activity';
import type {
  DeliverWindowsInput,
  NotificationActivities,
} from '../../src/features/notifications/delivery.contract.ts';
import type { Delivery } from '../../src/features/notifications/delivery.service.ts';
import { type Em, row } from '../../src/platform/db/sql.ts';
import { beginRun } from '../../src/platform/jobs/fence.ts';

/** By time and not by page: one page may take longer than usual. */
const HEARTBEAT_INTERVAL_MS = 3_000;

export interface NotificationActivityDeps {
  em(): Em;
  delivery: Delivery;
}

export function createNotificationActivities({ em, delivery }: NotificationActivityDeps) {
  async function deliverAll({ fence }: DeliverWindowsInput, { info, cancellationSignal }: Context): Promise<void> {
    let mine = (await row(em(), beginRun(fence, info.attempt))) !== undefined;
    while (mine) {
      if (cancellationSignal.aborted) throw new CancelledFailure('the rest is left to the next job');
      mine = await delivery.deliverPage(em(), fence);
    }
  }

  return {
    async deliverWindows(input: DeliverWindowsInput): Promise<void> {
      const context = Context.current();
      const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_INTERVAL_MS);
      try {
        await deliverAll(input, context);
      } finally {
        clearInterval(heartbeat);
      }
    },
  } satisfies NotificationActivities;
}
