import { sql } from 'kysely';
import { z } from 'zod';
import { type Em, rows } from '../../../platform/db/sql.ts';
import { type FindImages, imageSchema } from '../../../platform/media/image-view.ts';

/** Who wrote or did something, beside it in an answer of any feature. */
export const authorSchema = z
  .strictObject({
    id: z.uuid(),
    displayName: z.string().describe('`Deleted user` once the account is gone'),
  })
  .meta({ id: 'Author' });

export type Author = z.infer<typeof authorSchema>;

/** Who wrote a post, a comment or a message, as they are shown beside it. */
export const writerSchema = authorSchema
  .extend({ avatar: imageSchema.nullable().describe('null if they have none') })
  .meta({ id: 'Writer' });

type Writer = z.infer<typeof writerSchema>;

const GONE = 'Deleted user';

/**
 * The names of many people in one query, for lists. People who are gone are there too, without a name.
 * @returns a lookup that answers for every id
 */
export async function findAuthors(em: Em, userIds: Iterable<string>): Promise<(userId: string) => Author> {
  const ids = [...new Set(userIds)];
  const found =
    ids.length === 0
      ? []
      : await rows<{ id: string; display_name: string }>(
          em,
          sql`select id, display_name from app_user where id = any(${ids}::uuid[])`,
        );
  const names = new Map(found.map((user) => [user.id, user.display_name]));
  return (id) => ({ id, displayName: names.get(id) ?? GONE });
}

/** As {@link findAuthors}, with their avatars, which one more query finds. */
export async function findWriters(
  em: Em,
  userIds: Iterable<string>,
  findImages: FindImages,
): Promise<(userId: string) => Writer> {
  const ids = [...new Set(userIds)];
  const authorOf = await findAuthors(em, ids);
  const avatarsOf = await findImages(em, 'avatar', ids);
  return (id) => ({ ...authorOf(id), avatar: avatarsOf(id)[0] ?? null });
}
