import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { MadeVariant, MediaReport } from '../../../src/platform/media/media.contract.ts';
import { MediaPool } from '../../../src/platform/media/media-pool.ts';
import { noise, pngChunk } from '../../support/media/image-files.ts';

type Colour = readonly [number, number, number];

let folder: string;
let pool: MediaPool;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vibe-images-'));
  pool = new MediaPool({ size: 1 });
});
afterAll(async () => {
  pool.close();
  await rm(folder, { recursive: true });
});

async function processed(bytes: Buffer, contentType: string): Promise<MediaReport> {
  const path = join(folder, 'original');
  await writeFile(path, bytes);
  const signal = new AbortController().signal;
  const outcome = await pool.run({ kind: 'image', path, folder, size: bytes.length, contentType }, signal);
  if (!('report' in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.report;
}

const named = (report: MediaReport, name: string) =>
  report.variants.find(({ variant }) => variant === name) as MadeVariant;

/** The mean colour around a point, so that the loss of the encoding does not matter. By its bytes: sharp remembers files by name. */
async function colourAt(path: string, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(await readFile(path))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const sums = [0, 0, 0];
  let count = 0;
  for (let dy = -2; dy <= 2; dy += 1) {
    for (let dx = -2; dx <= 2; dx += 1) {
      const at = ((y + dy) * info.width + x + dx) * info.channels;
      for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] as number) + (data[at + channel] as number);
      count += 1;
    }
  }
  return sums.map((sum) => sum / count);
}

function expectColour(found: readonly number[], wanted: Colour, tolerance: number): void {
  for (const channel of [0, 1, 2]) {
    expect(Math.abs((found[channel] as number) - (wanted[channel] as number))).toBeLessThanOrEqual(tolerance);
  }
}

/** Pixels by place, with a little noise, without which a picture packs to less than its variants. */
function pixels(width: number, height: number, colourOf: (x: number, y: number) => Colour): Buffer {
  const data = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let at = 0; at < width * height; at += 1) {
    const colour = colourOf(at % width, Math.floor(at / width));
    for (const channel of [0, 1, 2]) {
      state = (state * 48_271) % 2_147_483_647;
      data[at * 3 + channel] = Math.min(255, Math.max(0, (colour[channel] as number) + (state % 17) - 8));
    }
  }
  return data;
}

describe('orientation', () => {
  const WIDTH = 240;
  const HEIGHT = 120;
  const CORNERS: Readonly<Record<string, Colour>> = {
    topLeft: [220, 40, 40],
    topRight: [40, 180, 40],
    bottomLeft: [40, 60, 220],
    bottomRight: [230, 220, 60],
  };
  /** By the value of the tag (Exif 2.32, 4.6.4): which corner of what is stored is shown at top left, top right, bottom left, bottom right. */
  const SHOWN: readonly [tag: number, corners: readonly [string, string, string, string]][] = [
    [1, ['topLeft', 'topRight', 'bottomLeft', 'bottomRight']],
    [2, ['topRight', 'topLeft', 'bottomRight', 'bottomLeft']],
    [3, ['bottomRight', 'bottomLeft', 'topRight', 'topLeft']],
    [4, ['bottomLeft', 'bottomRight', 'topLeft', 'topRight']],
    [5, ['topLeft', 'bottomLeft', 'topRight', 'bottomRight']],
    [6, ['bottomLeft', 'topLeft', 'bottomRight', 'topRight']],
    [7, ['bottomRight', 'topRight', 'bottomLeft', 'topLeft']],
    [8, ['topRight', 'bottomRight', 'topLeft', 'bottomLeft']],
  ];

  test.each(SHOWN)(
    'an image of orientation %i has upright variants, and the size that is seen',
    async (tag, corners) => {
      const stored = pixels(WIDTH, HEIGHT, (x, y) => {
        const corner = `${y < HEIGHT / 2 ? 'top' : 'bottom'}${x < WIDTH / 2 ? 'Left' : 'Right'}`;
        return CORNERS[corner] as Colour;
      });
      const jpeg = await sharp(stored, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
        .jpeg({ quality: 95 })
        .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' } })
        .withMetadata({ orientation: tag })
        .toBuffer();
      const report = await processed(jpeg, 'image/jpeg');
      const [width, height] = tag > 4 ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT];
      expect(report.meta).toMatchObject({ width, height, frames: 1 });
      for (const name of ['thumb', 'large']) {
        const variant = named(report, name);
        expect([variant.width, variant.height]).toEqual([width, height]);
        const [left, right, top, bottom] = [width / 4, (width * 3) / 4, height / 4, (height * 3) / 4];
        const seen = [
          await colourAt(variant.path, left, top),
          await colourAt(variant.path, right, top),
          await colourAt(variant.path, left, bottom),
          await colourAt(variant.path, right, bottom),
        ];
        for (const [i, corner] of corners.entries()) expectColour(seen[i] ?? [], CORNERS[corner] as Colour, 20);
        const { exif, icc, xmp, orientation } = await sharp(await readFile(variant.path)).metadata();
        expect([exif, icc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined]);
      }
    },
  );
});

describe('the colour to show until an image is loaded', () => {
  const rgb = (r: number, g: number, b: number) => ({ r, g, b });
  const field = (background: { r: number; g: number; b: number; alpha?: number }, channels: 3 | 4) =>
    sharp({ create: { width: 300, height: 200, channels, background } });

  /** A third of the picture is of another colour. */
  const mostly = async (image: ReturnType<typeof field>) => {
    const other = { create: { width: 100, height: 200, channels: 3, background: rgb(10, 20, 240) } } as const;
    return await image
      .composite([{ input: other, left: 0, top: 0 }])
      .png()
      .toBuffer();
  };

  test.each([
    ['three channels', () => mostly(field(rgb(200, 90, 60), 3)), '#c85838'],
    ['four channels', () => mostly(field({ ...rgb(60, 180, 90), alpha: 0.9 }, 4)), '#38b858'],
    [
      'grey',
      () =>
        field(rgb(120, 120, 120), 3)
          .greyscale()
          .png()
          .toBuffer(),
      '#787878',
    ],
    [
      'grey and how opaque it is',
      () =>
        field({ ...rgb(250, 250, 250), alpha: 0.5 }, 4)
          .greyscale()
          .png()
          .toBuffer(),
      '#f8f8f8',
    ],
  ])('the colour of an image is that of most of it: %s', async (_name, draw, colour) => {
    expect((await processed(await draw(), 'image/png')).meta).toMatchObject({ colour });
  });
});

describe('colour', () => {
  /** Linear light of Display P3 as that of sRGB (both D65): the product of the matrices of both. */
  const P3_TO_SRGB = [
    [1.2249, -0.2247, 0],
    [-0.042, 1.0419, 0],
    [-0.0197, -0.0786, 1.0979],
  ] as const;
  const linear = (value: number) => {
    const v = value / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  const encoded = (light: number) => {
    const v = Math.min(1, Math.max(0, light));
    return 255 * (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);
  };
  function srgbOf(p3: Colour): Colour {
    const light = p3.map(linear);
    const [r = 0, g = 0, b = 0] = P3_TO_SRGB.map((row) =>
      encoded(row.reduce((sum: number, factor, i) => sum + factor * (light[i] as number), 0)),
    );
    return [r, g, b];
  }

  /** A PNG whose numbers mean what the profile says. @param data of eight bits; a byte twice is its level in 16 */
  function pngWithProfile(width: number, height: number, data: Buffer, profile: Buffer, bits: 8 | 16): Buffer {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head.set([bits, 2, 0, 0, 0], 8);
    const lines = Array.from({ length: height }, (_, y) =>
      Buffer.concat([
        Buffer.alloc(1),
        Buffer.from([...data.subarray(y * width * 3, (y + 1) * width * 3)].flatMap((v) => (bits === 8 ? [v] : [v, v]))),
      ]),
    );
    return Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      pngChunk('IHDR', head),
      pngChunk('iCCP', Buffer.concat([Buffer.from('P3\0\0', 'latin1'), deflateSync(profile)])),
      pngChunk('IDAT', deflateSync(Buffer.concat(lines))),
      pngChunk('IEND', Buffer.alloc(0)),
    ]);
  }

  test.each<[Colour, 8 | 16]>([
    [[200, 90, 60], 8],
    [[60, 180, 90], 8],
    [[90, 80, 200], 8],
    [[128, 128, 128], 8],
    [[200, 90, 60], 16],
    [[90, 80, 200], 16],
  ])('an image of a wide gamut, %j in %i bits, becomes the sRGB that looks the same', async (p3, bits) => {
    const { icc } = await sharp(await noise().withIccProfile('p3').png().toBuffer()).metadata();
    const png = pngWithProfile(
      100,
      100,
      pixels(100, 100, () => p3),
      icc as Buffer,
      bits,
    );
    expect((await sharp(png).metadata()).depth).toBe(bits === 8 ? 'uchar' : 'ushort');
    const report = await processed(png, 'image/png');
    const wanted = srgbOf(p3);
    expectColour(await colourAt(named(report, 'large').path, 50, 50), wanted, 6);
    expectColour(await colourAt(named(report, 'thumb').path, 50, 50), wanted, 6);
  });

  test('an image of 16 bits becomes its upper half', async () => {
    const width = 100;
    const data = new Uint16Array(width * width);
    for (const [i] of data.entries()) data[i] = 40_000 + ((i * 7_919) % 600) - 300;
    const png = await sharp(data, { raw: { width, height: width, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    expect((await sharp(png).metadata()).depth).toBe('ushort');
    const grey = 40_000 / 257;
    const report = await processed(png, 'image/png');
    expectColour(await colourAt(named(report, 'large').path, 50, 50), [grey, grey, grey], 4);
  });

  test('an image of four inks comes close to what was printed with them', async () => {
    const red: Colour = [200, 40, 40];
    const cmyk = await sharp(
      pixels(100, 100, () => red),
      { raw: { width: 100, height: 100, channels: 3 } },
    )
      .toColourspace('cmyk')
      .jpeg({ quality: 95 })
      .toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    expectColour(await colourAt(named(await processed(cmyk, 'image/jpeg'), 'large').path, 50, 50), red, 35);
  });

  test('a transparent image stays transparent', async () => {
    const half = await noise(100, 100).ensureAlpha(0.5).png().toBuffer();
    const { data } = await sharp(await readFile(named(await processed(half, 'image/png'), 'large').path))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(Math.abs((data[3] as number) - 128)).toBeLessThanOrEqual(2);
  });
});

describe('variants', () => {
  test('variants fit their boxes, keep the proportions, and have the hash of their bytes', async () => {
    const report = await processed(await noise(3_000, 1_000).jpeg({ quality: 60 }).toBuffer(), 'image/jpeg');
    expect(report.variants.map(({ variant, width, height }) => [variant, width, height])).toEqual([
      ['thumb', 320, 107],
      ['large', 1_280, 427],
    ]);
    for (const { path, size } of report.variants) expect((await readFile(path)).length).toBe(size);
  });

  test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('variants of %s are made', async (format) => {
    const bytes = await noise(400, 300)
      .toFormat(format, format === 'avif' ? { effort: 0, quality: 90 } : {})
      .toBuffer();
    const report = await processed(bytes, `image/${format}`);
    expect(report.meta).toMatchObject({
      width: 400,
      height: 300,
      frames: 1,
      colour: expect.stringMatching(/^#[0-9a-f]{6}$/),
    });
    for (const { size } of report.variants) expect(size).toBeLessThan(bytes.length);
    expect(named(report, 'thumb')).toMatchObject({ width: 320, height: 240 });
  });

  test('variants of an animation show its first frame', async () => {
    const frames = [await noise(200, 100).png().toBuffer(), await noise(200, 100).png().toBuffer()];
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const report = await processed(gif, 'image/gif');
    expect(report.meta).toMatchObject({ width: 200, height: 100, frames: 2 });
    expect(named(report, 'large')).toMatchObject({ width: 200, height: 100 });
  });

  test('variants that are no smaller than the image are not kept', async () => {
    const tiny = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#fff' } })
      .webp({ quality: 1 })
      .toBuffer();
    expect((await processed(tiny, 'image/webp')).variants).toEqual([]);
  });
});
