import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '@temporalio/activity';
import type { SimplePlugin } from '@temporalio/plugin';
import { entities } from '../../src/composition/entities.ts';
import { createMeasuring } from '../../src/composition/measuring.ts';
import { measureProcessing, measureTransfers } from '../../src/features/files/file-metrics.ts';
import { readDatabaseFigures } from '../../src/features/monitoring/figures/database.queries.ts';
import { scrape } from '../../src/features/monitoring/figures/scrape.ts';
import { taskQueuePoints } from '../../src/features/monitoring/figures/task-queues.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { SmtpPool } from '../../src/platform/mail/smtp-pool.ts';
import { countAttacksIn } from '../../src/platform/metrics/attacks.ts';
import { HttpLoad } from '../../src/platform/metrics/http-load.ts';
import { observedActivities } from '../../src/platform/metrics/observed-activities.ts';
import { observedMail } from '../../src/platform/metrics/observed-mail.ts';
import { observedStorage } from '../../src/platform/metrics/observed-storage.ts';
import { SlowList } from '../../src/platform/metrics/slow-list.ts';
import { writeSystemSample } from '../../src/platform/metrics/system-sample.ts';
import { databaseReadiness } from '../../src/platform/readiness-checks.ts';
import { createStorage } from '../../src/platform/storage/create-storage.ts';
import { createDatabase } from '../support/database.ts';

/** Names of metrics, and the labels of each, as API and worker export them together. */
export interface ExportedNames {
  families: Set<string>;
  labels: Map<string, Set<string>>;
  close(): Promise<void>;
}

function namesOf(text: string): Pick<ExportedNames, 'families' | 'labels'> {
  const families = new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name));
  const labels = new Map<string, Set<string>>();
  for (const [, name = '', pairs = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const family = families.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '');
    const known = labels.get(family) ?? new Set();
    for (const [, label = ''] of pairs.matchAll(/(\w+)="/g)) known.add(label);
    labels.set(family, known);
  }
  return { families, labels };
}

/** As a worker would that was given the plugin. */
async function runActivity(plugin: SimplePlugin): Promise<void> {
  const { interceptors } = plugin.configureWorker({ taskQueue: 'bulk' });
  const [make] = interceptors?.activity ?? [];
  const info = { activityType: 'sendEmail' };
  await make?.({ info } as Context).inbound?.execute?.({ args: [], headers: {} }, () => Promise.resolve(null));
}

/** Lets everything that is measured happen once, with the parts of the programs, and reads `/metrics`. */
export async function exportedNames(): Promise<ExportedNames> {
  const database = await createDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'vibe-names-'));
  const config = loadConfig({ DATABASE_URL: database.url, STORAGE_DIR: folder, SMTP_URL: 'smtp://127.0.0.1:1' });
  const orm = createOrm(config.db, entities);
  const em = () => orm.em.fork();
  const measuring = createMeasuring(config, orm);
  const { registry } = measuring;
  countAttacksIn(registry);
  registry.gauge('vibe_sockets', 'Open WebSockets', () => 0);
  const load = new HttpLoad();
  registry.collector(load);
  load.record({ route: 'GET /livez', method: 'GET', status: 200, ms: 1, requestId: '', traceId: null });
  const mail = observedMail(new SmtpPool(config.smtp), registry);
  await mail.send(
    { envelope: { from: 'a@vibe.test', to: 'b@vibe.test' }, raw: Buffer.from('') },
    { deadlineMs: 1_000 },
  );
  const storage = observedStorage(createStorage(config.storage), registry);
  await storage.probe({});
  const transfers = measureTransfers(registry);
  transfers.received(1);
  transfers.refused('file_too_large');
  transfers.served('original', 1);
  measureProcessing(registry).processed('image', 1, null);
  await runActivity(observedActivities(registry, new SlowList()));
  measuring.watch([databaseReadiness(orm)]);
  await measuring.measure();
  // Some values are of the interval before.
  measuring.process.take();
  const figures = await readDatabaseFigures(em(), new Date(0));
  const queues = taskQueuePoints([{ queue: 'bulk', kind: 'activity', backlog: 0, age: 0, pollers: 1 }]);
  const ended = [{ labels: { type: 'email', outcome: 'succeeded' }, value: 1 }];
  await writeSystemSample(em(), 10, {
    gauges: { ...figures.gauges, ...queues },
    counters: { ...figures.counters, vibe_jobs_finished_total: ended },
  });
  const names = namesOf(await scrape(registry, em()));
  // What this machine has no value of, such as a limit of memory, is exported where there is one.
  for (const { name } of registry.collect()) names.families.add(name);
  return {
    ...names,
    async close() {
      measuring.process.stop();
      await mail.close();
      storage.close();
      await orm.close(true);
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
