import { sql } from 'kysely';
import { z } from 'zod';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import { idInput } from '../../../platform/http/id-input.ts';
import { type FieldError, invalidRequest, type Problem } from '../../../platform/http/problem.ts';
import type { ImagePlace } from '../../../platform/media/image-view.ts';

/** Images of one post or message at most. */
const MAX_IMAGES = 4;

/** The field of a request that names images. */
export const imagesInput = z
  .array(idInput)
  .max(MAX_IMAGES)
  .refine((ids) => new Set(ids).size === ids.length, { message: 'Names an image twice' })
  .default([])
  .describe('Ids of up to four images that you uploaded. Those who may read this may see them, without their metadata');

interface Candidate {
  id: string;
  contentType: string;
  failed: boolean;
}

function faultOf(file: Candidate | undefined): Omit<FieldError, 'field'> | null {
  if (file === undefined) return { code: 'unknown_file', message: 'You have no such file' };
  if (!file.contentType.startsWith('image/')) return { code: 'not_an_image', message: 'The file is not an image' };
  return file.failed ? { code: 'file_failed', message: 'The file could not be processed' } : null;
}

/**
 * Locks the files that a user wants to show, so that none is deleted before the transaction ends.
 * @param fieldOf names the field by its place
 * @returns a 400 that names each file that is not an image of the user's own
 */
export async function holdImages(
  tx: Em,
  userId: string,
  fileIds: readonly string[],
  fieldOf: (place: number) => string = (place) => `body.images[${place}]`,
): Promise<Problem | null> {
  if (fileIds.length === 0) return null;
  const found = await rows<Candidate>(
    tx,
    sql`select id, content_type as "contentType", (status = 'failed' or scan = 'infected') as failed from file
        where id = any(${[...fileIds]}::uuid[]) and owner_id = ${userId} and kind = 'upload' and deleted_at is null
        order by id for share`,
  );
  const byId = new Map(found.map((file) => [file.id, file]));
  const errors = fileIds.flatMap((id, place) => {
    const fault = faultOf(byId.get(id));
    return fault === null ? [] : [{ field: fieldOf(place), ...fault }];
  });
  return errors.length === 0 ? null : invalidRequest(errors);
}

/** Shows files with a subject, in their order. {@link holdImages} must have locked them. */
export async function attachImages(
  tx: Em,
  place: ImagePlace,
  subjectId: string,
  fileIds: readonly string[],
): Promise<void> {
  if (fileIds.length === 0) return;
  await run(
    tx,
    sql`insert into file_use (place, subject_id, slot, file_id)
        select ${place}, ${subjectId}, at - 1, file_id
        from unnest(${[...fileIds]}::uuid[]) with ordinality as named (file_id, at)`,
  );
}

/**
 * Stops showing files with a subject, and ends all links to them: nothing tells apart which links were given out with the subject.
 */
export async function detachImages(tx: Em, place: ImagePlace, subjectId: string): Promise<number> {
  await run(
    tx,
    sql`select from file where id in (select file_id from file_use where place = ${place} and subject_id = ${subjectId})
        order by id for no key update`,
  );
  return await run(
    tx,
    sql`with gone as (delete from file_use where place = ${place} and subject_id = ${subjectId} returning file_id)
        update file set version = version + 1 from gone where file.id = gone.file_id and deleted_at is null`,
  );
}
