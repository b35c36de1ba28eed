import { z } from 'zod';
import type { Em } from '../db/sql.ts';
import { IMAGE_BOXES, type ImageVariant } from './media.contract.ts';

/** Where images are shown as a part of something else. */
export const IMAGE_PLACES = ['avatar', 'post', 'room_message'] as const;
export type ImagePlace = (typeof IMAGE_PLACES)[number];

const VARIANT_NAMES = Object.keys(IMAGE_BOXES) as ImageVariant[];

/** An image in the JSON of what it belongs to. */
export const imageSchema = z
  .strictObject({
    fileId: z.uuid(),
    width: z.int().nullable().describe('Of the original, upright; null while it is processed'),
    height: z.int().nullable(),
    colour: z.string().nullable().describe('Dominant colour, to show until the image is loaded'),
    variants: z
      .array(
        z.strictObject({
          variant: z.enum(VARIANT_NAMES),
          url: z.string().describe('Needs no token. The same for an hour, so that browsers can cache what it leads to'),
          width: z.int(),
          height: z.int(),
        }),
      )
      .describe('Empty while the image is processed, and if no variant is smaller than it'),
    expiresAt: z.iso.datetime().describe('Until then the links work; read the JSON again for new ones'),
  })
  .meta({ id: 'Image' });

export type ImageView = z.infer<typeof imageSchema>;

/**
 * Finds the images of many subjects of one kind in one query.
 * @returns the images of one subject, in their order
 */
export type FindImages = (
  em: Em,
  place: ImagePlace,
  subjectIds: readonly string[],
) => Promise<(subjectId: string) => ImageView[]>;
