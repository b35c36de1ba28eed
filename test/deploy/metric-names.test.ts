import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { METRICS, type MetricDefinition, type Pick } from '../../src/features/monitoring/metric-catalogue.domain.ts';
import { root } from './environment.ts';
import { type ExportedNames, exportedNames } from './exported-names.ts';

/** What is deployed asks for metrics by name: each must be one that API or worker exports. */

const read = (file: string) => readFileSync(join(root, file), 'utf8');
interface Panel {
  title: string;
  targets?: { expr: string }[];
}
const dashboard = JSON.parse(read('deploy/grafana/dashboard.json')) as { uid: string; panels: Panel[] };
const expressions = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

let exported: ExportedNames;
beforeAll(async () => {
  exported = await exportedNames();
});
afterAll(() => exported.close());

/** Names of metrics in an expression: words with an underscore that are no function, and no label. */
function metricNames(expression: string): string[] {
  const bare = expression.replaceAll(/\{[^}]*\}/g, '').replaceAll(/(by|without)\s*\([^)]*\)/g, '');
  return [...bare.matchAll(/\b[a-z]+(?:_[a-z0-9]+)+\b(?!\s*\()/g)].map(([name]) => name);
}

test('each metric of the dashboard is exported by API or worker, under that name', () => {
  const names = new Set(expressions.flatMap(metricNames));
  expect(names.size).toBeGreaterThan(25);
  const bases = [...names].map((name) => name.replace(/_(bucket|sum|count)$/, ''));
  expect(bases.filter((name) => !exported.families.has(name))).toEqual([]);
});

test('each label by which the dashboard sums is one of the metric', () => {
  for (const expression of expressions) {
    for (const [, list = ''] of expression.matchAll(/by\s*\(([^)]*)\)/g)) {
      const labels = list.split(',').map((label) => label.trim());
      const [name = ''] = metricNames(expression);
      const known = new Set([...(exported.labels.get(name.replace(/_bucket$/, '')) ?? []), 'le']);
      expect({ expression, unknown: labels.filter((label) => !known.has(label)) }).toEqual({ expression, unknown: [] });
    }
  }
});

test('each series that rules and the history are made of is exported', () => {
  const sources = Object.values(METRICS).flatMap(({ source }: MetricDefinition): Pick[] => {
    if (source.kind === 'gauge') return [...source.of];
    return 'of' in source ? [source.of] : [source.part, source.whole];
  });
  /** Of the sample itself; `/metrics` has them by route. */
  const ofSample = new Set(['http_requests', 'http_errors', 'http_latency', 'sockets']);
  const missing = sources
    .map(({ series }) => series)
    .filter((name) => !ofSample.has(name) && !exported.families.has(name));
  expect(missing).toEqual([]);
});

test('Prometheus reads both programs where they show their metrics, with their token', () => {
  const config = parse(read('deploy/prometheus.yml')) as {
    scrape_configs: {
      job_name: string;
      metrics_path?: string;
      authorization?: { credentials_file: string };
      static_configs: { targets: string[] }[];
    }[];
  };
  const job = config.scrape_configs.find(({ job_name }) => job_name === 'vibe');
  expect(job?.metrics_path).toBe('/metrics');
  const targets = job?.static_configs.flatMap((one) => one.targets) ?? [];
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<string, { environment?: Record<string, string>; command?: string[]; volumes?: string[] }>;
  };
  const ports = { api: services.api?.environment?.PORT, worker: services.worker?.environment?.WORKER_HEALTH_PORT };
  expect(targets).toEqual([`api:${ports.api}`, `worker:${ports.worker}`]);
  for (const name of ['api', 'worker']) expect(services[name]?.environment?.HOST).toBe('0.0.0.0');
  expect(services.prometheus?.command?.join(' ')).toContain(`> ${job?.authorization?.credentials_file}`);
});

test('Grafana finds its source and its dashboard', () => {
  const sources = parse(read('deploy/grafana/datasource.yaml')) as { datasources: { uid: string; url: string }[] };
  const uids = new Set([...read('deploy/grafana/dashboard.json').matchAll(/"uid": "([^"]+)"/g)].map(([, uid]) => uid));
  uids.delete(dashboard.uid);
  expect([...uids]).toEqual(sources.datasources.map(({ uid }) => uid));
  expect(sources.datasources[0]?.url).toBe('http://prometheus:9090');
  expect(dashboard.panels.every(({ title }) => title.length > 0)).toBe(true);
});
