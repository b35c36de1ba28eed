import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { type Em, run } from '../../src/platform/db/sql.ts';

/** The job that is listed last of those of {@link addJobs}. */
export const OLDEST_JOB = 'ended job 1';

/** Jobs that ended long ago, for a list of them all: of a type that nothing else has. */
export async function addJobs(em: Em, count: number): Promise<void> {
  await run(
    em,
    sql`insert into job (id, type, workflow, task_queue, input, summary, status, progress_done, progress_total, created_at, finished_at)
        select uuidv7(make_interval(mins => n - ${count}::int)), 'listed', 'none', 'bulk', '{}', 'ended job ' || n,
          case when n % 10 = 0 then 'cancelled' else 'succeeded' end, n % 50, 50, at.at, at.at
        from generate_series(1, ${count}::int) n,
          lateral (select now() + make_interval(mins => n - ${count}::int) as at) at`,
  );
}

/** In the page, as the key End does it: to the end of what is listed. Names the job that is listed last. */
const TO_END = `scrollTo(0, document.documentElement.scrollHeight),
  [...document.querySelectorAll('tbody:last-of-type a')].at(-1)?.textContent ?? 'none'`;

/** Goes to the end of a list that goes on by itself, until the oldest job is there. @throws after `withinMs` */
export async function scrollToOldest(page: Page, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const last = await page.evaluate<string>(TO_END);
    if (last === OLDEST_JOB) return;
    if (Date.now() > deadline) throw new Error(`Only “${last}” was reached within ${withinMs} ms`);
    await page.waitForTimeout(20);
  }
}
