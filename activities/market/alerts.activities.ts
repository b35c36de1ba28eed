import { CancelledFailure, type Context } from '@temporalio/activity';
import { beginTelling, tellPage } from '../../src/features/market/alerts/alert-firings.service.ts';
import type { AlertActivities, TellFiringsInput } from '../../src/features/market/alerts/alerts.contract.ts';
import type { Notify } from '../../src/features/notifications/notify.service.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import type { PassEnd } from '../../src/platform/jobs/jobs.contract.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';
import { passLimit } from '../../src/platform/temporal/pass-limit.ts';

export interface AlertActivityDeps {
  em(): Em;
  notify: Notify;
}

/** Where it goes on after a crash is in the rows: a page is told and marked in one transaction. */
async function tell({ em, notify }: AlertActivityDeps, context: Context, input: TellFiringsInput): Promise<PassEnd> {
  const isUp = passLimit(input);
  const { fence, firings: total } = input;
  let untold = await beginTelling(em(), fence, context.info.attempt);
  if (untold === null) return 'done';
  for (let more = true; more; ) {
    if (context.cancellationSignal.aborted) throw new CancelledFailure('stopped between two pages');
    const progress = { fence, total, untold };
    const page = await transact(em(), (tx) => tellPage(tx, notify, progress));
    untold -= page.told;
    more = page.more;
    context.heartbeat({ untold });
    if (more && isUp()) return 'more';
  }
  return 'done';
}

export function createAlertActivities(deps: AlertActivityDeps) {
  return {
    async tellFirings(input: TellFiringsInput): Promise<PassEnd> {
      return await withHeartbeat((context) => tell(deps, context, input));
    },
  } satisfies AlertActivities;
}
