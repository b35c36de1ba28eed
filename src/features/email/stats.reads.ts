import { type Period, resolvePeriod } from '../../platform/db/period.ts';
import type { Em } from '../../platform/db/sql.ts';
import { invalidRequest, type Problem } from '../../platform/http/problem.ts';
import { canonicalTimeZone } from '../accounts/time-zone.domain.ts';
import { presentStats } from './email.presenter.ts';
import { campaignStart, emailStats, statsSteps } from './email.queries.ts';
import type { EmailStats, StatsQuery } from './email.schema.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
/** A longer period would scan more rows than an answer should wait for. */
const MAX_PERIOD_MS = 366 * DAY_MS;
/** A chart has no use for more steps. */
const MAX_STEPS = 800;
const STEP_MS = { hour: DAY_MS / 24, day: DAY_MS, week: 7 * DAY_MS, month: 28 * DAY_MS } as const;

/** The period asked for; of a campaign, unless asked otherwise, from its beginning and for as long as is allowed. */
async function periodOf(em: Em, { from, to, campaignId }: StatsQuery): Promise<Period> {
  const start = campaignId === undefined || from !== undefined ? undefined : await campaignStart(em, campaignId);
  if (start === undefined) return await resolvePeriod(em, { from, to }, DEFAULT_DAYS);
  const period = await resolvePeriod(em, { from: start.toISOString(), to }, DEFAULT_DAYS);
  const longest = new Date(start.getTime() + MAX_PERIOD_MS);
  return to === undefined && period.to > longest ? { ...period, to: longest } : period;
}

/** Figures on the mails requested in a period. */
export async function readEmailStats(em: Em, query: StatsQuery): Promise<EmailStats | Problem> {
  const timeZone = canonicalTimeZone(query.tz);
  if (timeZone === null) {
    return invalidRequest([
      { field: 'query.tz', code: 'unknown_zone', message: 'Must be an IANA time zone such as `Europe/Berlin`' },
    ]);
  }
  const period = await periodOf(em, query);
  const length = period.to.getTime() - period.from.getTime();
  if (length <= 0 || length > MAX_PERIOD_MS) {
    return invalidRequest([
      { field: 'query.from', code: 'invalid_period', message: 'must be before `to`, at most 366 days apart' },
    ]);
  }
  if (length / STEP_MS[query.interval] > MAX_STEPS) {
    return invalidRequest([{ field: 'query.interval', code: 'too_many_steps', message: `at most ${MAX_STEPS} steps` }]);
  }
  const filter = {
    ...period,
    interval: query.interval,
    timeZone,
    template: query.template,
    campaignId: query.campaignId,
  };
  const [found, steps] = [await emailStats(em, filter), await statsSteps(em, filter)];
  return presentStats(period, { interval: query.interval, tz: timeZone }, found, steps);
}
