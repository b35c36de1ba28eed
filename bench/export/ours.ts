import { datasets } from '../../src/composition/datasets.ts';
import { entities } from '../../src/composition/entities.ts';
import { beginExport } from '../../src/features/exports/exports.ledger.ts';
import { createExportWriter } from '../../src/features/exports/write-export.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import type { JobFence } from '../../src/platform/jobs/jobs.contract.ts';
import { createStorage } from '../../src/platform/storage/create-storage.ts';
import { measured } from './sides.ts';

/** What a worker does for one export: `ours.ts <fence>`. */

const fence = JSON.parse(process.argv[2] ?? '') as JobFence;
const config = loadConfig();
const orm = createOrm(config.db, entities);
const em = () => orm.em.fork();
const storage = createStorage(config.storage);
const write = createExportWriter({
  em,
  databaseUrl: config.db.url,
  storage,
  datasets,
  findRole: async () => 'admin',
  tell: async () => undefined,
});
const beginning = await beginExport(em(), fence, 1);
if (beginning === 'over' || 'waitMs' in beginning) throw new Error('not begun');

await measured(() => write(beginning.begun, fence, 1, new AbortController().signal));
await storage.deleteMany((await storage.list('exports/')).items.map(({ key }) => key));
await orm.close(true);
storage.close();
