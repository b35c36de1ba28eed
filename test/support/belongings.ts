import { type RawBuilder, sql } from 'kysely';
import { type Em, run } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import type { EraseStep } from '../../src/platform/erasure/erase-step.ts';
import type { Recognisable } from './traces.ts';

/** Rows of one kind that a person leaves behind. */
interface Belonging {
  /** The line of the receipt that counts them. */
  step: string;
  rows: number;
  write(person: Recognisable & { address: string }, series: RawBuilder<unknown>): RawBuilder<unknown>;
}

const mail = (who: Recognisable & { address: string }, series: RawBuilder<unknown>, status: string, whose: string) =>
  sql`with jobs as (
        insert into job (type, workflow, task_queue, input, summary, requested_by, status, result, error_message, run_at, dispatched_at)
        select 'email', 'sendEmail', 'interactive', '{}', 'welcome to o…@example.test', ${who.id}::uuid,
          case ${status}::text when 'sent' then 'succeeded' else ${status} end, '{"response": "250 ok"}'::jsonb,
          case when ${whose}::text <> 'naming' then '550 no ' || ${who.address} end, now() + interval '1 day', now()
        from ${series} returning id)
      insert into email_message (job_id, template, category, to_address, to_name, user_id, about_user_ids, subject, data, status,
        smtp_response, send_at)
      select id, 'welcome', 'account', case ${whose}::text when 'naming' then 'bob@example.test' else ${who.address} end,
        case ${whose}::text when 'naming' then 'Bob' else ${who.displayName} end,
        case ${whose}::text when 'to' then ${who.id}::uuid when 'naming' then uuidv7() end,
        case when ${whose}::text in ('about', 'naming') then array[${who.id}::uuid] else '{}' end,
        'Hello ' || ${who.displayName}, jsonb_build_object('displayName', ${who.displayName}::text), ${status},
        case ${whose}::text when 'naming' then '250 ok' else '250 ok ' || ${who.address} end, now() + interval '1 day'
      from jobs`;

/** One line for each kind. A feature that keeps things of people adds its own. */
export const BELONGINGS: readonly Belonging[] = [
  {
    step: 'events',
    rows: 5_000,
    write: (who, series) =>
      sql`insert into event (name, user_id, properties) select 'test.own', ${who.id}, jsonb_build_object('by', ${who.id}::text, 'n', n) from ${series}`,
  },
  {
    step: 'events',
    rows: 1_000,
    write: (who, series) =>
      sql`insert into event (name, user_id, properties) select 'test.named', uuidv7(), jsonb_build_object('of', jsonb_build_array(${who.id}::text)) from ${series}`,
  },
  { step: 'email.messages', rows: 1_500, write: (who, series) => mail(who, series, 'sent', 'to') },
  { step: 'email.mentions', rows: 700, write: (who, series) => mail(who, series, 'sent', 'naming') },
  { step: 'email.messages', rows: 200, write: (who, series) => mail(who, series, 'failed', 'about') },
  { step: 'email.messages', rows: 300, write: (who, series) => mail(who, series, 'sent', 'nobody') },
  { step: 'email.cancelled', rows: 100, write: (who, series) => mail(who, series, 'queued', 'to') },
  {
    step: 'jobs',
    rows: 700,
    write: (who, series) =>
      sql`insert into job (type, workflow, task_queue, input, summary, requested_by, status, period_key) select 'test', 'testJob', 'bulk', jsonb_build_object('userId', ${who.id}::text), 'for ' || ${who.id}, ${who.id}, 'succeeded', 'test:' || ${who.id} || n from ${series}`,
  },
  {
    step: 'jobs.cancelled',
    rows: 20,
    write: (who, series) =>
      sql`insert into job (type, workflow, task_queue, input, summary, requested_by, run_at, dispatched_at) select 'test', 'testJob', 'bulk', jsonb_build_object('userId', ${who.id}::text), 'for them', ${who.id}, now() + interval '1 day', now() from ${series}`,
  },
  {
    step: 'notifications',
    rows: 1_100,
    write: (who, series) =>
      sql`insert into notification (user_id, kind, actor_id, once_key, data)
          select case n % 2 when 0 then ${who.id}::uuid else uuidv7() end, 'follow', case n % 2 when 1 then ${who.id}::uuid end,
            'follow:' || ${who.id} || n, '{}' from ${series}`,
  },
  {
    step: 'market.watchlists',
    rows: 30,
    write: (who, series) =>
      sql`insert into watchlist (user_id, name) select ${who.id}, ${who.displayName} || n from ${series}`,
  },
  {
    step: 'market.alerts',
    rows: 550,
    write: (who, series) =>
      sql`insert into price_alert (user_id, asset_id, condition, threshold, note) select ${who.id}, n, 'above', 100, ${who.displayName} from ${series}`,
  },
  {
    step: 'requests.answers',
    rows: 30,
    write: (who, series) =>
      sql`insert into idempotency_key (principal, route, key, body_hash, status, body) select 'user:' || ${who.id}, 'r', n::text, 'h', 202, '{"name":"' || ${who.displayName} || '"}' from ${series}`,
  },
  {
    step: 'requests.limits',
    rows: 3,
    write: (who, series) =>
      sql`insert into rate_limit_bucket (principal, class, window_start, leased) select 'user:' || ${who.id}, 'class ' || n, now(), 1 from ${series}`,
  },
  {
    step: 'accounts.sessions',
    rows: 600,
    write: (who, series) => sql`insert into user_session (user_id, expires_at) select ${who.id}, now() from ${series}`,
  },
];

/** Writes everything above for a person. */
export async function giveBelongings(em: Em, person: Recognisable): Promise<void> {
  const address = person.addresses[0] ?? '';
  for (const { rows, write } of BELONGINGS) {
    await run(em, write({ ...person, address }, sql`generate_series(1, ${rows}::int) as n`));
  }
}

/** What the steps would count, found out by running them and taking everything back. */
export async function countsToCome(
  em: Em,
  steps: readonly EraseStep[],
  userId: string,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const taken = transact(em, async (tx) => {
    for (const step of steps) {
      let touched = 0;
      do {
        touched = await step.erase(tx, userId, 500);
        counts[step.name] = (counts[step.name] ?? 0) + touched;
      } while (touched > 0);
    }
    throw new Error('taken back');
  });
  await taken.catch((error: Error) => {
    if (error.message !== 'taken back') throw error;
  });
  return counts;
}
