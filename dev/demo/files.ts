import sharp from 'sharp';
import { must } from './answer.ts';
import type { Person } from './people.ts';
import { type Say, type Stack, seconds } from './stack-file.ts';

const SIZE = 512;

/** The first letter of a name on a gradient. */
async function avatarOf(name: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}">
    <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#2a6"/><stop offset="1" stop-color="#036"/></linearGradient></defs>
    <rect width="${SIZE}" height="${SIZE}" fill="url(#g)"/>
    <text x="50%" y="50%" dy=".35em" font-family="sans-serif" font-size="300" fill="white" text-anchor="middle">${name[0]}</text></svg>`;
  return await sharp(Buffer.from(svg)).png().toBuffer();
}

/** The prices of a symbol as a line. */
async function chartOf(prices: readonly number[]): Promise<Buffer> {
  const [width, height] = [1_600, 900];
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const points = prices.map((price, i) => {
    const x = (i / Math.max(1, prices.length - 1)) * width;
    return `${x.toFixed(1)},${(height - 50 - ((price - low) / (high - low || 1)) * (height - 100)).toFixed(1)}`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="white"/>
    <polyline points="${points.join(' ')}" fill="none" stroke="#036" stroke-width="6"/></svg>`;
  return await sharp(Buffer.from(svg)).png().toBuffer();
}

/** Uploads images over HTTP and waits until their variants are there. @returns ids of the files */
async function upload(stack: Stack, person: Person, images: Readonly<Record<string, Buffer>>): Promise<string[]> {
  const form = new FormData();
  for (const [name, bytes] of Object.entries(images)) form.append('files', new File([bytes as never], name));
  const answer = await fetch(`${stack.api}/api/files/upload`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}` },
    body: form,
  });
  const { results } = (await answer.json()) as { results: { file: { id: string } | null }[] };
  const ids = results.flatMap(({ file }) => (file === null ? [] : [file.id]));
  for (const fileId of ids) {
    for (let status = 'processing'; status === 'processing'; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ({ status } = must(await person.api.GET('/api/files/{fileId}', { params: { path: { fileId } } })));
    }
  }
  return ids;
}

/** A person shows a face, and a chart in a post. */
export async function showPictures(stack: Stack, person: Person, say: Say): Promise<void> {
  const begin = performance.now();
  const { data: prices } = must(
    await person.api.GET('/api/market/{symbol}/prices', {
      params: { path: { symbol: 'AAPL' }, query: { interval: 'month', limit: 100 } },
    }),
  );
  const chart = await chartOf(prices.map((price) => ('close' in price ? price.close : price.price)).reverse());
  const [face = '', line = ''] = await upload(stack, person, {
    'me.png': await avatarOf(person.name),
    'aapl.png': chart,
  });
  const avatar = must(
    await person.api.PUT('/api/users/{userId}/avatar', {
      params: { path: { userId: person.id } },
      body: { fileId: face },
    }),
  );
  const post = must(
    await person.api.POST('/api/posts', {
      body: { body: 'The course of $AAPL, month by month.', sentiment: 'bullish', images: [line] },
    }),
  );
  const linked = post.images[0]?.variants.at(-1)?.url ?? '';
  say(`${person.name} has an avatar, ${avatar.variants[0]?.url ?? 'without a smaller variant'}`);
  say(`${person.name} posted a chart (${seconds(begin)} from upload to post): ${linked}`);
}
