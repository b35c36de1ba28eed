import { ApplicationFailure, CancelledFailure, type Context } from '@temporalio/activity';
import {
  EventsGone,
  passUntil,
  type RunControl,
  rebuildDays,
} from '../../src/features/analytics/rollups/rollup-run.service.ts';
import { EVENTS_GONE, type RollupActivities } from '../../src/features/analytics/rollups/rollups.contract.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';
import { pause } from '../../src/platform/time/pause.ts';

function controlOf(context: Context): RunControl {
  return {
    attempt: context.info.attempt,
    pause: async (ms) => {
      context.heartbeat();
      if (ms > 0) await pause(ms, context.cancellationSignal);
      return context.cancellationSignal.aborted;
    },
    progressed: () => context.heartbeat(),
  };
}

async function untilStopped(work: (control: RunControl) => Promise<boolean>): Promise<void> {
  await withHeartbeat(async (context) => {
    if (!(await work(controlOf(context)))) throw new CancelledFailure('stopped between two passes');
  });
}

export function createRollupActivities({ em, benchmark }: { em(): Em; benchmark: string }) {
  return {
    passUntil: (input) => untilStopped((control) => passUntil(em, input, control, benchmark)),
    rebuildDays: (input) =>
      untilStopped(async (control) => {
        try {
          return await rebuildDays(em, input, control);
        } catch (error) {
          if (error instanceof EventsGone) throw ApplicationFailure.nonRetryable(error.message, EVENTS_GONE);
          throw error;
        }
      }),
  } satisfies RollupActivities;
}
