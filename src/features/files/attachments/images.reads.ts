import { sql } from 'kysely';
import type { Config } from '../../../platform/config.ts';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { FindImages, ImageView } from '../../../platform/media/image-view.ts';
import type { ImageVariant } from '../../../platform/media/media.contract.ts';
import { createLinkTokens } from '../serving/link-tokens.ts';
import { createLinks } from '../serving/links.service.ts';

const HOUR_MS = 3_600_000;

interface ShownImage {
  subjectId: string;
  id: string;
  version: number;
  meta: { width?: number; height?: number; colour?: string } | null;
  variants: { variant: ImageVariant; width: number; height: number }[];
}

/** All links made within an hour have the same expiry, and work for at least one further hour. */
export function linksExpireAt(now: number): Date {
  return new Date((Math.floor(now / HOUR_MS) + 2) * HOUR_MS);
}

/** Images with links to their variants, for everyone who may read what they belong to. */
export function createFindImages(config: Pick<Config, 'http' | 'files'>): FindImages {
  const { urlOf } = createLinks({ config, tokens: createLinkTokens(config.files.linkKeys) });

  function present(image: ShownImage, expiresAt: Date): ImageView {
    const { id, meta, variants } = image;
    return {
      fileId: id,
      width: meta?.width ?? null,
      height: meta?.height ?? null,
      colour: meta?.colour ?? null,
      variants: variants.map(({ variant, width, height }) => ({
        variant,
        url: urlOf(image, variant, expiresAt),
        width,
        height,
      })),
      expiresAt: expiresAt.toISOString(),
    };
  }

  return async (em: Em, place, subjectIds) => {
    const found =
      subjectIds.length === 0
        ? []
        : await rows<ShownImage>(
            em,
            sql`select u.subject_id as "subjectId", f.id, f.version, f.meta,
                  coalesce((select json_agg(json_build_object('variant', o.variant, 'width', o.width, 'height', o.height) order by o.width)
                    from stored_object o where o.file_id = f.id and o.state = 'live' and o.variant <> 'original'), '[]') as variants
                from file_use u join file f on f.id = u.file_id
                where u.place = ${place} and u.subject_id = any(${[...new Set(subjectIds)]}::uuid[])
                  and f.deleted_at is null and f.status <> 'failed' and f.scan <> 'infected'
                order by u.subject_id, u.slot`,
          );
    const expiresAt = linksExpireAt(Date.now());
    const bySubject = Map.groupBy(found, ({ subjectId }) => subjectId);
    return (subjectId) => (bySubject.get(subjectId) ?? []).map((image) => present(image, expiresAt));
  };
}
