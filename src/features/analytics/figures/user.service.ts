import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { isSelfOrAdmin, type Principal } from '../../../platform/http/principal.ts';
import { isProblem, notFound, type Problem } from '../../../platform/http/problem.ts';
import { type Step, stepsOf } from '../../../platform/time/steps.domain.ts';
import { findLivingUser } from '../../accounts/people/living-users.reads.ts';
import type { Credibility } from '../credibility/credibility.domain.ts';
import { readCredibility } from '../credibility/credibility.service.ts';
import { countActivePeriodsOf } from './active-users.queries.ts';
import { type Counted, countEventsOf } from './counts.queries.ts';
import { changeOf, type FlowName, flowsOf, ratio } from './definitions.domain.ts';
import type { PeriodQuery, UserAnalyticsView } from './figures.schema.ts';
import { freshness } from './freshness.reads.ts';
import { presentPeriod, presentStep } from './period.presenter.ts';
import { readPeriod } from './period.ts';

/** Figures that anyone can count on a profile anyway. */
const PUBLIC = [
  'posts',
  'postsBullish',
  'postsBearish',
  'postsNeutral',
  'comments',
  'likes',
  'follows',
] as const satisfies FlowName[];
type Activity = UserAnalyticsView['totals'];

function activityOf(counted: readonly Counted[]): Activity {
  const flows = flowsOf(counted);
  return Object.fromEntries(PUBLIC.map((name) => [name, flows[name]])) as Activity;
}

interface Received {
  posts: number;
  likes: number;
  comments: number;
  best: { id: string; likes: number; comments: number; createdAt: string } | null;
}

/** Likes and comments on the posts of a period, as they are now. */
async function received(em: Em, userId: string, { from, to }: Step): Promise<Received> {
  const found = await row<Received>(
    em,
    sql`with own as (
          select id, like_count, comment_count, created_at from post
          where author_id = ${userId} and deleted_at is null and created_at >= ${from} and created_at < ${to})
        select count(*)::int as posts, coalesce(sum(like_count), 0)::int as likes, coalesce(sum(comment_count), 0)::int as comments,
          (select json_build_object('id', id, 'likes', like_count, 'comments', comment_count, 'createdAt',
              to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
            from own order by like_count + comment_count desc, id desc limit 1) as best
        from own`,
  );
  return found ?? { posts: 0, likes: 0, comments: 0, best: null };
}

async function privatePart(em: Em, userId: string, period: Step, tz: string, counted: readonly Counted[]) {
  const { logins, messages } = flowsOf(counted);
  const events: Record<string, number> = {};
  for (const { name, events: more } of counted) events[name] = (events[name] ?? 0) + more;
  return { activeDays: await countActivePeriodsOf(em, userId, stepsOf(period, 'day', tz)), logins, messages, events };
}

/** What a person did in a period, and the reactions of others. All users may see the public part. */
export async function readUserAnalytics(
  em: Em,
  principal: Pick<Principal, 'userId' | 'role'>,
  userId: string,
  query: PeriodQuery,
): Promise<UserAnalyticsView | Problem> {
  if (!(await findLivingUser(em, userId))) return notFound('The user');
  const period = await readPeriod(em, query);
  if (isProblem(period)) return period;
  const { from, to, tz, steps, previous } = period;
  const now = await freshness(em);
  const counted = Map.groupBy(await countEventsOf(em, userId, [...steps, previous]), ({ n }) => n);
  const before = activityOf(counted.get(steps.length) ?? []);
  counted.delete(steps.length);
  const all = [...counted.values()].flat();
  const totals = activityOf(all);
  const { posts, likes, comments, best } = await received(em, userId, { from, to });
  const maySeeAll = isSelfOrAdmin(principal, userId);
  return {
    userId,
    ...presentPeriod(period, now),
    totals,
    previous: before,
    change: Object.fromEntries(PUBLIC.map((name) => [name, changeOf(totals[name], before[name])])),
    series: steps.map((step, n) => ({
      ...presentStep(step, now),
      ...activityOf(counted.get(n) ?? []),
    })),
    engagement: { posts, likes, comments, perPost: ratio(likes + comments, posts) },
    bestPost: best,
    credibility: (await readCredibility(em, [userId])).get(userId) as Credibility,
    private: maySeeAll ? await privatePart(em, userId, { from, to }, tz, all) : null,
  };
}
