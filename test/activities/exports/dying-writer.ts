import { Transform } from 'node:stream';
import { datasets } from '../../../src/composition/datasets.ts';
import { entities } from '../../../src/composition/entities.ts';
import { beginExport } from '../../../src/features/exports/exports.ledger.ts';
import { createExportWriter } from '../../../src/features/exports/write-export.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { createOrm } from '../../../src/platform/db/orm.ts';
import type { JobFence } from '../../../src/platform/jobs/jobs.contract.ts';
import { LocalStorage } from '../../../src/platform/storage/local.ts';

/**
 * A process that writes an export and kills itself on the way: `dying-writer.ts <database> <directory> <fence> <share>`. Below 1 it
 * dies at that share of a megabyte written; from 1 to 2 when the object is stored, and from 2 in the transaction that publishes.
 */
const [databaseUrl = '', directory = '', fenceText = '', shareText = ''] = process.argv.slice(2);
const fence = JSON.parse(fenceText) as JobFence;
const share = Number(shareText);

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

class Deadly extends LocalStorage {
  override async put(...[key, body, options]: Parameters<LocalStorage['put']>) {
    let left = share < 1 ? Math.ceil(share * 1_000_000) : Number.POSITIVE_INFINITY;
    const passing = body.pipe(
      new Transform({
        transform(chunk: Buffer, _encoding, done) {
          left -= chunk.length;
          if (left <= 0) die();
          done(null, chunk);
        },
      }),
    );
    const stored = await super.put(key, passing, options);
    if (share >= 1 && share < 2) die();
    return stored;
  }
}

const orm = createOrm({ ...loadConfig({}).db, url: databaseUrl }, entities);
const em = () => orm.em.fork();
const write = createExportWriter({
  em,
  databaseUrl,
  storage: new Deadly(directory),
  datasets,
  findRole: async () => 'admin',
  tell: async () => die(),
});
const beginning = await beginExport(em(), fence, 1);
if (beginning === 'over' || 'waitMs' in beginning) throw new Error('not begun');
await write(beginning.begun, fence, 1, new AbortController().signal);
