import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { FindImages } from '../../../platform/media/image-view.ts';
import { textQuery } from '../../../platform/search/text-vector.domain.ts';
import { presentPosts } from './posts.presenter.ts';
import { findPosts } from './posts.queries.ts';
import type { PostView } from './posts.schema.ts';

/**
 * Of how many of the newest posts the words are compared one by one. A word that is common has filled a page by then, so what the
 * text index is asked for is rare, and neither way grows with the number of posts that hold a common word.
 */
const NEAR_POSTS = 1_000;

async function searchIds(em: Em, query: string, limit: number, before: string | null): Promise<string[]> {
  const asked = textQuery(query);
  if (asked === null) return [];
  const words = sql`${asked}::tsquery`;
  const visible = before === null ? sql`deleted_at is null` : sql`deleted_at is null and id < ${before}`;
  const found = await rows<{ id: string }>(
    em,
    sql`with near as materialized (
          select id from (select id, words from post where ${visible} order by id desc limit ${NEAR_POSTS}) as recent
          where words @@ ${words} order by id desc limit ${limit}),
        far as (
          select id from post
          where words @@ ${words} and deleted_at is null and (select count(*) from near) < ${limit}
            and id < (select id from post where ${visible} order by id desc offset ${NEAR_POSTS - 1} limit 1)
          order by id desc limit ${limit})
        select id from near union all select id from far order by id desc limit ${limit}`,
  );
  return found.map(({ id }) => id);
}

/** How posts are searched. @param images are shown with them */
export function createPostSearch(images: FindImages) {
  /**
   * Posts that hold the words of a query, newest first, below `before` (id of the last post seen), in five statements.
   * @param query as people type it into search engines: `"exact phrase" or -without`
   * @param viewerId whose likes are shown
   */
  return async (em: Em, query: string, limit: number, before: string | null, viewerId: string): Promise<PostView[]> => {
    const ids = await searchIds(em, query, limit, before);
    return await presentPosts(em, await findPosts(em, viewerId, ids), images);
  };
}
