import { globSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const WIDTH = 4_000;
const HEIGHT = 3_000;

interface Source {
  path: string;
  /** It has just the size that is wanted. */
  ready: boolean;
}

/** Large photographs, such as those of Debian's package `mate-backgrounds`, below a folder. */
async function sourcesIn(folder: string): Promise<Source[]> {
  const found: Source[] = [];
  for (const path of globSync(`${folder}/**/*.jpg`)) {
    const { width, height } = await sharp(path).metadata();
    if (width >= WIDTH && height >= HEIGHT) found.push({ path, ready: width === WIDTH && height === HEIGHT });
  }
  return found;
}

/** Soft shapes with the grain of a sensor, for machines without photographs. */
async function madeUp(): Promise<Buffer> {
  const shapes = await sharp({
    create: {
      width: 40,
      height: 30,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer();
  const grain = await sharp({
    create: {
      width: WIDTH,
      height: HEIGHT,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 12 },
    },
  })
    .png()
    .toBuffer();
  const soft = await sharp(shapes).resize(WIDTH, HEIGHT, { kernel: 'cubic' }).toBuffer();
  return await sharp(soft)
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 95 })
    .toBuffer();
}

/**
 * Writes JPEGs of 12 megapixels, each another part of a photograph. Making 500 takes minutes, so a folder that has enough of that size
 * is taken as it is. @returns their paths, and what they are made of
 */
export async function writePhotographs(count: number, folder: string): Promise<{ paths: string[]; source: string }> {
  await mkdir(folder, { recursive: true });
  const given = process.env.PHOTOGRAPHS;
  const sources = given === undefined ? [] : await sourcesIn(given);
  const paths = Array.from({ length: count }, (_, i) => join(folder, `${i}.jpg`));
  const ready = sources.filter((source) => source.ready);
  if (ready.length >= count) {
    for (const [i, path] of paths.entries()) await copyFile((ready[i] as Source).path, path);
    return { paths, source: 'as they were' };
  }
  const pictures: (string | Buffer)[] = sources.length > 0 ? sources.map(({ path }) => path) : [await madeUp()];
  for (const [i, path] of paths.entries()) {
    const picture = pictures[i % pictures.length] as string | Buffer;
    const { width, height } = await sharp(picture).metadata();
    const left = (i * 37) % Math.max(1, width - WIDTH + 1);
    const top = (i * 11) % Math.max(1, height - HEIGHT + 1);
    await sharp(picture)
      .extract({ left, top, width: WIDTH, height: HEIGHT })
      .modulate({ brightness: 1 + (i % 20) / 100 })
      .jpeg({ quality: 88 })
      .toFile(path);
  }
  return { paths, source: sources.length > 0 ? `parts of ${sources.length} photographs` : 'made up' };
}
