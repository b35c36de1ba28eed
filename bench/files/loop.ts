import { globSync } from 'node:fs';
import sharp from 'sharp';

/**
 * The baseline of images: `loop.ts plain|chain <effort> <folder>` makes both variants of every JPEG of a folder with sharp alone, two at
 * a time. `plain` decodes for each variant, `chain` once. Says images a second.
 */

const [way = 'plain', givenEffort, folder = '.'] = process.argv.slice(2);
const webp = { quality: 80, effort: Number(givenEffort) };
sharp.cache(false);
sharp.concurrency(1);
const BOXES = [320, 1_280];

const inside = (box: number) => ({ width: box, height: box, fit: 'inside', withoutEnlargement: true }) as const;

async function plain(path: string): Promise<void> {
  for (const box of BOXES) await sharp(path).autoOrient().resize(inside(box)).webp(webp).toBuffer();
}

async function chain(path: string): Promise<void> {
  const { data, info } = await sharp(path)
    .autoOrient()
    .resize(inside(1_280))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  for (const box of BOXES) await sharp(data, { raw }).resize(inside(box)).webp(webp).toBuffer();
}

const make = way === 'chain' ? chain : plain;
const paths = globSync(`${folder}/*.jpg`);
await Promise.all(paths.slice(0, 2).map(make));
const from = performance.now();
const waiting = [...paths];
const lane = async () => {
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await make(path);
};
await Promise.all([lane(), lane()]);
process.stdout.write(JSON.stringify(paths.length / ((performance.now() - from) / 1_000)));
