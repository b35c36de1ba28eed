import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { trailingBytes } from './image-end.ts';
import {
  BadMedia,
  IMAGE_BOXES,
  type ImageVariant,
  MAX_FRAMES,
  MAX_PIXELS,
  type MadeVariant,
  type MediaReport,
  type MediaTask,
} from './media.contract.ts';

// A process decodes one image at a time, so caches would only hold memory.
sharp.cache(false);
sharp.concurrency(1);
// All other formats that libvips could read are closed. SVG for one would load other files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadHeifFile',
  ],
});

/** Options of WebP. With libwebp's default effort of 4 a variant is 5% smaller and takes twice as long. Encoding is most of the work. */
const FIRST = { quality: 80, effort: 2 };
/** Options by variant, tried in turn until the variant is smaller than its original. */
const TRIES: Readonly<Record<ImageVariant, readonly { quality: number; effort: number }[]>> = {
  thumb: [FIRST],
  large: [FIRST, { quality: 60, effort: 4 }, { quality: 40, effort: 4 }],
};
/** Some programs leave a short tail. More bytes are another file behind the image. */
const MAX_TRAILING_BYTES = 1_024;
const OPTIONS = { limitInputPixels: MAX_PIXELS, failOn: 'error' } as const;

interface Raw {
  data: Buffer;
  info: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

function refuseLarge({ width, height, pages = 1, pageHeight = height }: Metadata): void {
  if (width * pageHeight > MAX_PIXELS) throw new BadMedia('too_many_pixels', 'The image has more than 50 megapixels');
  if (pages > MAX_FRAMES || width * pageHeight * pages > MAX_PIXELS) {
    throw new BadMedia('too_many_frames', 'The animation has more than 1,000 frames or 50 megapixels in all');
  }
}

async function refuseTail({ path, contentType }: { path: string; contentType: string }): Promise<void> {
  // JPEGs are exempt: phones append a film to the photo. The variants contain nothing of it.
  if (contentType === 'image/jpeg' || contentType === 'image/avif') return;
  if (trailingBytes(await readFile(path), contentType) > MAX_TRAILING_BYTES) {
    throw new BadMedia('polyglot', 'There is something else behind the end of the image');
  }
}

/** sharp converts images of 16 bits with a profile to P3 and leaves them there, unless the target profile is named. */
function inSrgb(image: Sharp, { depth, icc }: Metadata): Sharp {
  return depth === 'ushort' && icc !== undefined ? image.withIccProfile('srgb', { attach: false }) : image;
}

/** The image, scaled down to fit a box. */
async function within(box: number, image: Sharp): Promise<Raw> {
  const { data, info } = await image
    .resize({ width: box, height: box, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, info: { width: info.width, height: info.height, channels: info.channels as 1 | 2 | 3 | 4 } };
}

async function encode(raw: Raw, variant: ImageVariant, limit: number, folder: string): Promise<MadeVariant | null> {
  for (const how of TRIES[variant]) {
    const { data, info } = await sharp(raw.data, { raw: raw.info }).webp(how).toBuffer({ resolveWithObject: true });
    if (data.length >= limit) continue;
    const path = join(folder, `${variant}.webp`);
    await writeFile(path, data);
    const sha256 = createHash('sha256').update(data).digest('hex');
    return { variant, path, size: data.length, sha256, width: info.width, height: info.height };
  }
  return null;
}

/** Shades of a channel that are told apart. */
const SHADES = 16;

/** The most frequent colour. The smallest variant is enough to find it. */
function colourOf({ data, info: { channels } }: Raw): string {
  // One or two channels are grey. The last one of two or four is opacity.
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  const pixels = new Uint32Array(SHADES ** 3);
  let most = 0;
  for (let at = 0; at < data.length; at += channels) {
    const shade = (channel: number) => (data[at + channel] as number) >> 4;
    const colour = (shade(0) << 8) | (shade(green) << 4) | shade(blue);
    pixels[colour] = (pixels[colour] as number) + 1;
    if ((pixels[colour] as number) > (pixels[most] as number)) most = colour;
  }
  const middle = (shift: number) => (((most >> shift) & 15) * SHADES + SHADES / 2).toString(16).padStart(2, '0');
  return `#${middle(8)}${middle(4)}${middle(0)}`;
}

/** Decodes an image once, turns it upright, converts it to sRGB without metadata, and makes its variants. */
export async function processImage(task: Extract<MediaTask, { kind: 'image' }>): Promise<MediaReport> {
  const { path, size, folder } = task;
  // The head is read whatever size it claims. The limit protects decoding, and the refusal has a code of its own.
  const metadata = await sharp(path, { ...OPTIONS, limitInputPixels: false }).metadata();
  refuseLarge(metadata);
  await refuseTail(task);
  const large = await within(IMAGE_BOXES.large, inSrgb(sharp(path, OPTIONS).autoOrient(), metadata));
  const thumb = await within(IMAGE_BOXES.thumb, sharp(large.data, { raw: large.info }));
  const variants = [await encode(thumb, 'thumb', size, folder), await encode(large, 'large', size, folder)];
  const { width, height } = metadata.autoOrient;
  const meta = { width, height, frames: metadata.pages ?? 1, colour: colourOf(thumb) };
  return { meta, variants: variants.filter((variant) => variant !== null) };
}
