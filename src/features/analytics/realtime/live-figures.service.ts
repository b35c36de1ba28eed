import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import { type Bucket, percentilesOf } from '../../../platform/metrics/performance.reads.ts';
import type { LiveFigures } from './realtime.schema.ts';

const TOP = 10;
/** Shorter than the pause between two passes, so a shorter one would show nothing new. */
const CACHE_MS = 1_000;

interface Happening {
  at: Date;
  active: number;
  events: number;
  top: LiveFigures['topEvents'];
}

/** Counts of the last minutes. Only whole minutes count, so that the current one does not look quiet. */
async function happening(em: Em): Promise<Happening> {
  const found = await row<Happening>(
    em,
    sql`select now() as at,
          (select count(distinct user_id)::int from active_minute where at > now() - interval '5 minutes') as active,
          (select coalesce(sum(events), 0)::float8 / 5 from event_minute
            where at >= date_trunc('minute', now()) - interval '5 minutes' and at < date_trunc('minute', now())) as events,
          (select coalesce(json_agg(json_build_object('name', name, 'events', events) order by events desc, name), '[]') from (
            select name, sum(events)::int as events from event_minute where at > now() - interval '5 minutes'
            group by 1 order by 2 desc, 1 limit ${TOP}) top) as top`,
  );
  if (!found) throw new Error('Live figures returned no row');
  return found;
}

/**
 * Assets that are discussed more than usual. The measure is how many standard deviations of a Poisson count the last two hours are
 * above the average of two hours in the week before. So one post on an asset that is never mentioned does not outrank one that is
 * always discussed.
 */
async function trending(em: Em): Promise<LiveFigures['trending']> {
  return await rows(
    em,
    sql`select a.symbol, recent.posts, coalesce(usual.posts, 0)::float8 as usual from (
            select asset_id, sum(posts)::int as posts from asset_quarter where at > now() - interval '2 hours' group by 1) recent
          left join lateral (
            select sum(posts) / 84.0 as posts from asset_quarter q
            where q.asset_id = recent.asset_id and q.at > now() - interval '170 hours' and q.at <= now() - interval '2 hours') usual on true
          join asset a on a.id = recent.asset_id
        where recent.posts > coalesce(usual.posts, 0)
        order by (recent.posts - coalesce(usual.posts, 0)) / sqrt(coalesce(usual.posts, 0) + 1) desc, a.symbol limit ${TOP}`,
  );
}

interface Load {
  instances: number;
  sockets: number;
  cpu: number;
  lag: number;
  requests: number;
  errors: number;
  seconds: number;
  buckets: Bucket[];
}

/** The load of all living processes: the last sample of each, and the requests of the last minute. */
async function load(em: Em): Promise<Load> {
  const found = await row<Load>(
    em,
    sql`with alive as (select id from instance where stopped_at is null and seen_at > now() - interval '30 seconds'),
          recent as (select s.* from metric_sample s join alive on alive.id = s.instance_id where s.at > now() - interval '1 minute'),
          newest as (select distinct on (instance_id) figures from recent order by instance_id, at desc)
        select (select count(*)::int from alive) as instances,
          (select coalesce(sum((figures ->> 'sockets')::int), 0)::int from newest) as sockets,
          (select coalesce(sum((figures ->> 'cpu')::float8), 0) from newest) as cpu,
          (select coalesce(max((figures ->> 'eventLoopP99Ms')::float8), 0) from newest) as lag,
          (select coalesce(sum((figures ->> 'requests')::int), 0)::int from recent) as requests,
          (select coalesce(sum((figures ->> 'errors')::int), 0)::int from recent) as errors,
          (select coalesce(max(seconds), 0) from (select sum((figures ->> 'seconds')::float8) as seconds from recent group by instance_id) s) as seconds,
          (select coalesce(json_agg(json_build_object('bucket', bucket, 'count', count)), '[]') from (
            select (figures -> 'latency' ->> 'first')::int + (n - 1)::int as bucket, sum(b.count::int)::int as count
            from recent, jsonb_array_elements_text(figures -> 'latency' -> 'counts') with ordinality as b (count, n) group by 1) merged) as buckets`,
  );
  if (!found) throw new Error('The load returned no row');
  return found;
}

async function readLiveFigures(em: Em): Promise<LiveFigures> {
  const [now, tickers, system] = [await happening(em), await trending(em), await load(em)];
  return {
    at: now.at.toISOString(),
    activeUsers: now.active,
    eventsPerMinute: now.events,
    topEvents: now.top,
    trending: tickers,
    sockets: system.sockets,
    load: {
      instances: system.instances,
      cpu: system.cpu,
      eventLoopP99Ms: system.lag,
      requestsPerSecond: system.seconds === 0 ? 0 : system.requests / system.seconds,
      errorRate: system.requests === 0 ? null : system.errors / system.requests,
    },
    latency: percentilesOf(system.buckets),
  };
}

/** The present figures, from rows that all instances share, so that all give the same answer. */
export interface LiveFiguresReader {
  /** At most a second old, however often it is called. */
  read(em: Em): Promise<LiveFigures>;
}

export function createLiveFigures(): LiveFiguresReader {
  let known: { until: number; figures: Promise<LiveFigures> } | null = null;
  return {
    async read(em) {
      if (known === null || known.until < performance.now()) {
        const figures = readLiveFigures(em);
        known = { until: performance.now() + CACHE_MS, figures };
        figures.catch(() => {
          known = null; // This caller gets the error. The next caller asks the database again.
        });
      }
      return await known.figures;
    },
  };
}
