import { sql } from 'kysely';
import { type Em, rows, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { textVector } from '../../platform/search/text-vector.domain.ts';

const INTERVAL_MS = 60_000;
/** Posts of one transaction: some hundred milliseconds, in which their authors cannot edit them. */
const PAGE = 200;

/** What a text is found by, as SQL. */
export const wordsOf = (body: string) => sql`${textVector(body)}::tsvector`;

/** As the index has it: `words_at` is the time of the text that `words` was made from. */
const STALE = sql`case when deleted_at is null then words_at is distinct from coalesce(edited_at, created_at)
  else words is not null end`;

/**
 * Writes the words of posts that a program of the release before wrote, or that are older than these words, newest first.
 * @returns how many, a page at most
 */
export async function indexPosts(em: Em): Promise<number> {
  return await transact(em, async (tx) => {
    const stale = await rows<{ id: string; body: string | null }>(
      tx,
      sql`select id, body from post where ${STALE} order by id desc limit ${PAGE} for no key update skip locked`,
    );
    if (stale.length === 0) return 0;
    const words = stale.map(({ body }) => (body === null ? null : textVector(body)));
    return await run(
      tx,
      sql`update post set words = made.words::tsvector,
            words_at = case when deleted_at is null then coalesce(edited_at, created_at) end
          from unnest(${stale.map(({ id }) => id)}::uuid[], ${words}::text[]) as made (id, words) where post.id = made.id`,
    );
  });
}

export function startPostIndexing({ em, logger }: { em(): Em; logger: Logger }): Loop {
  return startLoop({
    name: 'post-words',
    intervalMs: INTERVAL_MS,
    logger,
    round: async () => (await indexPosts(em())) > 0,
  });
}
