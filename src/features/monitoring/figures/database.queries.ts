import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import { DEAD_LETTERS } from '../../../platform/jobs/dead-letters.ts';
import type { Point } from '../../../platform/metrics/registry.ts';

/** Seconds by which work is late; 0 when nothing is. */
interface Ages {
  oldest_due: number;
  outbox: number;
  oldest_mail: number;
  rollup_lag: number;
}

async function readAges(em: Em): Promise<Ages> {
  const age = (from: ReturnType<typeof sql>) => sql`coalesce(extract(epoch from now() - ${from}), 0)::float8`;
  const found = await row<Ages>(
    em,
    sql`select
          ${age(sql`(select min(greatest(queued_at, run_at)) from job where status = 'queued' and greatest(queued_at, run_at) <= now())`)} as oldest_due,
          ${age(sql`(select min(greatest(queued_at, run_at)) from job where status = 'queued' and dispatched_at is null
            and greatest(queued_at, run_at) <= now())`)} as outbox,
          ${age(sql`(select min(job.run_at) from (select greatest(j.queued_at, j.run_at) as run_at from job j
            where j.type = 'email' and j.status in ('queued', 'running') order by j.id limit 100) job where job.run_at <= now())`)} as oldest_mail,
          ${age(sql`(select passed_at from rollup_state)`)} as rollup_lag`,
  );
  if (!found) throw new Error('the ages returned no row');
  return found;
}

interface Server {
  size: number;
  connections: number;
  max_connections: number;
  default_rows: boolean;
  ahead: boolean;
  dead_letters: number;
  idle_transaction: number;
}

/** Figures of Postgres itself and of its tables. */
async function readServer(em: Em): Promise<Server> {
  const found = await row<Server>(
    em,
    sql`select pg_database_size(current_database())::float8 as size,
          (select count(*)::int from pg_stat_activity where datname is not null) as connections,
          current_setting('max_connections')::int as max_connections,
          coalesce((select exists (select from event_partition.event_default limit 1)), false) as default_rows,
          to_regclass('event_partition.event_' || to_char((now() + interval '1 day') at time zone 'UTC', 'YYYYMMDD')) is not null as ahead,
          ${DEAD_LETTERS} as dead_letters,
          coalesce((select max(extract(epoch from now() - state_change)) from pg_stat_activity
            where state = 'idle in transaction'), 0)::float8 as idle_transaction`,
  );
  if (!found) throw new Error('the server returned no row');
  return found;
}

interface Finished {
  type: string;
  status: string;
  count: number;
}

/** Jobs that ended since the last measurement. */
async function readFinished(em: Em, since: Date): Promise<Finished[]> {
  return await rows<Finished>(
    em,
    sql`select type, status, count(*)::int as count from job where finished_at > ${since} and finished_at <= now()
        group by type, status`,
  );
}

interface Instances {
  kind: string;
  alive: number;
  lost: number;
}

/**
 * A process is lost when it sent no sample for 30 seconds and did not report that it stops. It stays lost until another process of
 * its kind starts on the same host, or an hour has passed.
 */
async function readInstances(em: Em): Promise<Instances[]> {
  return await rows<Instances>(
    em,
    sql`select k.kind, count(i.id) filter (where i.seen_at > now() - interval '30 seconds')::int as alive,
          count(i.id) filter (where i.seen_at <= now() - interval '30 seconds' and not exists (select from instance next
            where next.kind = i.kind and next.host = i.host and next.started_at > i.seen_at))::int as lost
        from (values ('api'), ('worker')) k (kind)
          left join instance i on i.kind = k.kind and i.stopped_at is null and i.seen_at > now() - interval '1 hour'
        group by k.kind`,
  );
}

const single = (value: number): Point[] => [{ labels: {}, value }];

/** Values and counts that Postgres knows. An index answers each statement. */
export async function readDatabaseFigures(em: Em, since: Date) {
  const [ages, server, finished, instances] = [
    await readAges(em),
    await readServer(em),
    await readFinished(em, since),
    await readInstances(em),
  ];
  const gauges: Record<string, readonly Point[]> = {
    vibe_job_oldest_due_seconds: single(ages.oldest_due),
    vibe_outbox_age_seconds: single(ages.outbox),
    vibe_mail_oldest_queued_seconds: single(ages.oldest_mail),
    vibe_rollup_lag_seconds: single(ages.rollup_lag),
    vibe_database_size_bytes: single(server.size),
    vibe_database_connections: single(server.connections),
    vibe_database_connections_max: single(server.max_connections),
    vibe_database_idle_transaction_seconds: single(server.idle_transaction),
    vibe_event_default_partition_used: single(server.default_rows ? 1 : 0),
    vibe_event_partition_ahead: single(server.ahead ? 1 : 0),
    vibe_job_dead_letters: single(server.dead_letters),
    vibe_instances: instances.flatMap(({ kind, alive, lost }) => [
      { labels: { kind, state: 'alive' }, value: alive },
      { labels: { kind, state: 'lost' }, value: lost },
    ]),
  };
  const counters: Record<string, readonly Point[]> = {
    vibe_jobs_finished_total: finished.map(({ type, status, count }) => ({
      labels: { type, outcome: status },
      value: count,
    })),
  };
  return { gauges, counters };
}
