import { CancelledFailure, type Context } from '@temporalio/activity';
import type {
  DeliverWindowsInput,
  NotificationActivities,
} from '../../src/features/notifications/delivery.contract.ts';
import type { Delivery } from '../../src/features/notifications/delivery.service.ts';
import { type Em, row } from '../../src/platform/db/sql.ts';
import { beginRun } from '../../src/platform/jobs/fence.ts';
import type { PassEnd } from '../../src/platform/jobs/jobs.contract.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';
import { passLimit } from '../../src/platform/temporal/pass-limit.ts';

export interface NotificationActivityDeps {
  em(): Em;
  delivery: Delivery;
}

export function createNotificationActivities({ em, delivery }: NotificationActivityDeps) {
  async function deliverAll({ fence, passMs }: DeliverWindowsInput, context: Context): Promise<PassEnd> {
    const isUp = passLimit({ passMs });
    let mine = (await row(em(), beginRun(fence, context.info.attempt))) !== undefined;
    while (mine) {
      if (context.cancellationSignal.aborted) throw new CancelledFailure('the rest is left to the next job');
      mine = await delivery.deliverPage(em(), fence);
      context.heartbeat();
      if (mine && isUp()) return 'more';
    }
    return 'done';
  }

  return {
    async deliverWindows(input: DeliverWindowsInput): Promise<PassEnd> {
      return await withHeartbeat((context) => deliverAll(input, context));
    },
  } satisfies NotificationActivities;
}
