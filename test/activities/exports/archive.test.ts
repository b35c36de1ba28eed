import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ARCHIVE } from '../../../src/features/exports/exports.contract.ts';
import { LocalStorage } from '../../../src/platform/storage/local.ts';
import type { GetResult } from '../../../src/platform/storage/storage.ts';
import { unzip } from '../../support/unzip.ts';
import { addUpload, createExportsFixture, type ExportsFixture, stateOf } from './support.ts';

let fixture: ExportsFixture;
beforeAll(async () => {
  fixture = await createExportsFixture();
  for (const name of ['first.txt', 'second.txt']) await addUpload(fixture, name);
});
afterAll(() => fixture.close());

/** Closes each file long after its last byte was read, the earlier ones last, as a crowded pool of threads does. */
class SlowToClose extends LocalStorage {
  closed = 0;
  #waitMs = 600;

  override async get(key: string): Promise<GetResult> {
    const found = await super.get(key);
    if (found.outcome !== 'found') return found;
    const bytes = await buffer(found.body);
    const waitMs = this.#waitMs;
    this.#waitMs -= 400;
    const body = new Readable({
      read() {
        this.push(bytes);
        this.push(null);
      },
      destroy: (error, done) => {
        setTimeout(() => {
          this.closed += 1;
          done(error);
        }, waitMs);
      },
    });
    return { ...found, body };
  }
}

test('the manifest of an archive lists every file in its order, however late the files are closed', async () => {
  const fence = await fixture.ask({ format: 'zip', dataset: ARCHIVE, columns: [] });
  const storage = new SlowToClose(fixture.directory);
  await fixture.write(fence, { writer: fixture.writer(storage) });
  expect(storage.closed).toBe(2);

  const { object_key: key } = await stateOf(fixture.em(), fence.jobId);
  const object = await fixture.storage.get(String(key));
  if (object.outcome !== 'found') throw new Error(`no object ${key}`);
  const parts = unzip(await buffer(object.body));
  const { files } = JSON.parse(String(parts.get('manifest.json'))) as { files: { name: string; outcome: string }[] };
  const names = [...parts.keys()].filter((name) => name.startsWith('files/'));
  expect(names).toHaveLength(2);
  expect(files.map(({ name, outcome }) => [name, outcome])).toEqual(names.map((name) => [name, 'included']));
}, 120_000);
