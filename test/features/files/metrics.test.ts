import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createFilesFixture, type FilesFixture } from '../../support/files.ts';
import { noise } from '../../support/media/image-files.ts';

let files: FilesFixture;
beforeAll(async () => {
  files = await createFilesFixture();
});
afterAll(() => files.close());

/** Values of a counter, or how often a duration was taken, by labels. */
function counted(name: string): Record<string, number> {
  const family = files.registry.collect().find((found) => found.name === name);
  if (family === undefined) throw new Error(`${name} is not measured`);
  const points =
    family.kind === 'histogram' ? family.points.map(({ labels, count }) => ({ labels, value: count })) : family.points;
  return Object.fromEntries(points.map(({ labels, value }) => [Object.values(labels).join(' ').trim(), value]));
}

test('bytes, refusals by code and the time of processing are counted', async () => {
  const image = { name: 'a.jpg', bytes: await noise(400, 300).jpeg().toBuffer() };
  const broken = { name: 'b.png', bytes: Buffer.from('89504e470d0a1a0a00', 'hex') };
  const { json } = await files.upload([
    image,
    broken,
    { name: 'c.exe', bytes: 'MZ\0\0' },
    { name: 'd.txt', bytes: '' },
  ]);
  await files.work();
  const path = `/api/files/${json.results[0].file.id}/download`;
  await (await files.get(path)).arrayBuffer();
  await (await files.get(path, { range: 'bytes=0-9' })).arrayBuffer();
  await files.get(path, {}, undefined, 'HEAD');
  expect(counted('vibe_file_received_bytes_total')).toEqual({ '': image.bytes.length + broken.bytes.length });
  expect(counted('vibe_file_refusals_total')).toEqual({ unsupported_type: 1, empty_file: 1 });
  expect(counted('vibe_files_processed_total')).toEqual({ 'image ready': 1, 'image failed unreadable': 1 });
  expect(counted('vibe_file_processing_duration_seconds')).toEqual({ image: 2 });
  expect(counted('vibe_file_served_bytes_total')).toEqual({ original: image.bytes.length + 10 });
});
