import { Transform } from 'node:stream';
import { datasets } from '../../../src/composition/datasets.ts';
import { entities } from '../../../src/composition/entities.ts';
import { beginExport } from '../../../src/features/exports/exports.ledger.ts';
import { createExportWriter } from '../../../src/features/exports/write-export.ts';
import { createOrm } from '../../../src/platform/db/orm.ts';
import type { JobFence } from '../../../src/platform/jobs/jobs.contract.ts';
import { LocalStorage } from '../../../src/platform/storage/local.ts';
import { testDatabaseConfig } from '../../support/database.ts';

/**
 * A process that writes an export and kills itself on the way: `dying-writer.ts <database> <directory> <fence> <point>`. The point is
 * a number of bytes written, `stored` for the moment when the object is, or `published` for the transaction that publishes.
 */
const [databaseUrl = '', directory = '', fenceText = '', point = ''] = process.argv.slice(2);
const fence = JSON.parse(fenceText) as JobFence;

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

class Deadly extends LocalStorage {
  override async put(...[key, body, options]: Parameters<LocalStorage['put']>) {
    let left = /^\d+$/.test(point) ? Number(point) : Number.POSITIVE_INFINITY;
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
    if (point === 'stored') die();
    return stored;
  }
}

const orm = createOrm(testDatabaseConfig(databaseUrl), entities);
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
