import { sql } from 'kysely';
import { type Em, run } from '../../../src/platform/db/sql.ts';
import type { Role } from '../../../src/platform/http/principal.ts';
import { createLogger } from '../../../src/platform/log/logger.ts';
import { measureDatabase } from '../../../src/platform/metrics/dependency-metrics.ts';
import { measureProcess } from '../../../src/platform/metrics/process-metrics.ts';
import { createSampler } from '../../../src/platform/metrics/sampler.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from '../../support/composed-api.ts';
import { createDatabase } from '../../support/database.ts';
import { type Answer, type AskOptions, ask } from '../../support/http.ts';

export const METRICS_TOKEN = 'scrapers-0123456789';
export const silent = createLogger({ level: 'silent' }, { service: 'test' });

export interface MonitoringFixture {
  api: ComposedApi;
  url: string;
  databaseUrl: string;
  em(): Em;
  person(role?: Role): Promise<ComposedPerson>;
  key(person: ComposedPerson, ...scopes: string[]): Promise<string>;
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>;
  /** Lets the API write a sample of itself. */
  sample(): Promise<void>;
  close(): Promise<void>;
}

let people = 0;

export async function createMonitoringFixture(env: Record<string, string> = {}): Promise<MonitoringFixture> {
  const database = await createDatabase();
  const api = composedApi(database.url, { METRICS_TOKEN, ...env });
  measureDatabase(api.orm, 10, api.registry);
  const measured = measureProcess(api.registry);
  const { url } = await api.app.listen();
  const { em, registry, load } = api;
  const sample = createSampler({ em, kind: 'api', id: INSTANCE, version: '1', registry, process: measured, load });
  return {
    api,
    url,
    databaseUrl: database.url,
    em: api.em,
    person: (role = 'user') => {
      people += 1;
      return personOf(api.em(), url, `person${people}`, role);
    },
    async key(person, ...scopes) {
      const body = { name: 'a key', scopes };
      const made = await ask('POST', `${url}/api/users/${person.id}/api-keys`, { token: person.token, body });
      return String(made.body.key);
    },
    ask: (method, path, options) => ask(method, `${url}${path}`, options),
    sample,
    async close() {
      measured.stop();
      await api.close();
      await database.drop();
    },
  };
}

/** Under this id the API of the test writes its samples. */
export const INSTANCE = '01980000-0000-7000-8000-00000000a001';

/** What the process of the test is like from now on. */
export async function setCpu(em: Em, value: number): Promise<void> {
  await run(em, sql`delete from metric_sample`);
  const figures = {
    seconds: 10,
    cpu: 1,
    rssBytes: 1,
    heapBytes: 1,
    eventLoopP99Ms: 1,
    sockets: 0,
    requests: 0,
    errors: 0,
    latency: { first: 0, counts: [] },
    gauges: { vibe_cpu_utilization_ratio: value },
    counters: {},
    durations: {},
    slow: [],
  };
  await run(
    em,
    sql`insert into metric_sample (instance_id, figures) values (${INSTANCE}, ${JSON.stringify(figures)}::jsonb)`,
  );
}
