import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp, { type Sharp } from 'sharp';

/**
 * Originals in the colour spaces and orientations that cameras and programs write, and what another decoder than ours sees in them:
 * ImageMagick turns them upright and into sRGB by their profiles.
 */

const run = promisify(execFile);
const WIDTH = 400;
const HEIGHT = 300;
const FIELDS = ['#c81e14', '#28a03c', '#1e46be', '#d2b478'];

/** Four fields, each of another colour: none looks like itself when it is turned or mirrored. Grain keeps variants smaller than it. */
function fields(): Sharp {
  const noise = { type: 'gaussian', mean: 128, sigma: 20 } as const;
  const grain = { create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#888', noise } } as const;
  const half = { width: WIDTH / 2, height: HEIGHT / 2, channels: 3 } as const;
  const coloured = FIELDS.map((background, place) => ({
    input: { create: { ...half, background } },
    left: (place % 2) * half.width,
    top: Math.floor(place / 2) * half.height,
  }));
  return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#000' } }).composite([
    ...coloured,
    { input: grain, blend: 'soft-light' },
  ]);
}

/** Writes the originals. @returns their paths by name */
export async function writeOriginals(folder: string): Promise<Map<string, string>> {
  const plain = await fields().png().toBuffer();
  const made: Record<string, Buffer> = {
    'srgb.png': plain,
    'p3.jpg': await sharp(plain).withIccProfile('p3').jpeg({ quality: 95 }).toBuffer(),
    'p3-16-bit.png': await sharp(plain).toColourspace('rgb16').withIccProfile('p3').png().toBuffer(),
    'cmyk.jpg': await sharp(plain).toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 95 }).toBuffer(),
    'grey.jpg': await sharp(plain).greyscale().jpeg({ quality: 95 }).toBuffer(),
    'grey-16-bit.png': await sharp(plain).toColourspace('grey16').png().toBuffer(),
    'palette.png': await sharp(plain).png({ palette: true }).toBuffer(),
    'lossless.webp': await sharp(plain).webp({ lossless: true }).toBuffer(),
    'srgb.avif': await sharp(plain).avif({ quality: 90, effort: 0 }).toBuffer(),
    'srgb.gif': await sharp(plain).gif().toBuffer(),
  };
  for (let orientation = 1; orientation <= 8; orientation += 1) {
    made[`orientation-${orientation}.jpg`] = await sharp(plain)
      .withMetadata({ orientation })
      .jpeg({ quality: 95 })
      .toBuffer();
  }
  const { icc } = await sharp(await sharp(plain).withIccProfile('srgb').png().toBuffer()).metadata();
  if (icc === undefined) throw new Error('there is no profile of sRGB');
  await writeFile(join(folder, 'srgb.icc'), icc);
  const paths = new Map<string, string>();
  for (const [name, bytes] of Object.entries(made)) {
    const path = join(folder, name);
    await writeFile(path, bytes);
    paths.set(name, path);
  }
  return paths;
}

/** Colours in the middle of the four fields, of an image that ImageMagick has decoded. */
async function middles(args: readonly string[]): Promise<number[]> {
  const { stdout } = await run('convert', [...args, '-resize', '2x2!', '-depth', '8', 'rgb:-'], { encoding: 'buffer' });
  return [...stdout];
}

async function sizeOf(args: readonly string[]): Promise<string> {
  return (await run('convert', [...args, '-format', '%wx%h', 'info:'])).stdout;
}

/**
 * By how much, of 255, a variant is off what ImageMagick sees in the original.
 * @throws when it is of another shape
 */
export async function differenceOf(folder: string, original: string, variant: Uint8Array): Promise<number> {
  const path = join(folder, 'variant.webp');
  await writeFile(path, variant);
  const upright = [
    original,
    '-auto-orient',
    '-profile',
    join(folder, 'srgb.icc'),
    '-colorspace',
    'sRGB',
    '-type',
    'TrueColor',
  ];
  const [expected, found] = [await sizeOf(upright), await sizeOf([path])];
  if (expected !== found) throw new Error(`${original} is ${expected}, its variant ${found}`);
  const [wanted, seen] = [
    await middles([...upright, '-filter', 'box']),
    await middles([path, '-type', 'TrueColor', '-filter', 'box']),
  ];
  return Math.max(...wanted.map((level, place) => Math.abs(level - (seen[place] ?? Number.NaN))));
}
