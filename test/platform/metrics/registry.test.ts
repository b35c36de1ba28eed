import { describe, expect, test } from '@jest/globals';
import { createCgroup } from '../../../src/platform/metrics/cgroup.ts';
import { HttpLoad } from '../../../src/platform/metrics/http-load.ts';
import { prometheusText } from '../../../src/platform/metrics/prometheus-text.ts';
import { MetricsRegistry } from '../../../src/platform/metrics/registry.ts';
import { joinSamples, labelsOf, SampleDifferences, seriesName } from '../../../src/platform/metrics/sample.ts';

const answered = (method: string, route: string | null, status = 200, ms = 5) => {
  return { method, route, status, ms, requestId: '', traceId: null };
};

test('ten thousand random paths and methods add no series beyond the bound', () => {
  const load = new HttpLoad();
  for (let i = 0; i < 10_000; i += 1) load.record(answered(i % 2 === 0 ? 'GET' : `M${i}`, null, 404));
  load.record(answered('GET', 'GET /api/posts'));
  const routes = load
    .families()
    .flatMap(({ points }) => points.map(({ labels }) => `${labels.method} ${labels.route}`));
  expect([...new Set(routes)].sort()).toEqual(['GET ', 'GET /api/posts', '_OTHER ']);
  const registry = new MetricsRegistry();
  const counter = registry.counter('c_total', 'A counter', ['name']);
  for (let i = 0; i < 10_000; i += 1) counter.add(1, `name ${i}`);
  const [family] = registry.collect();
  expect(family?.points.length).toBe(201);
  const sum = family?.points.reduce((total, point) => total + ('value' in point ? point.value : 0), 0);
  expect(sum).toBe(10_000);
});

test('scraped and sampled values are counted apart, and both completely', () => {
  const load = new HttpLoad();
  load.record(answered('GET', 'GET /a', 500, 10));
  const total = () => {
    const point = load.families()[0]?.points[0];
    return point !== undefined && 'value' in point ? point.value : 0;
  };
  expect(total()).toBe(1);
  load.record(answered('GET', 'GET /a', 500, 20));
  expect(total()).toBe(2);
  expect(load.take()).toMatchObject({ requests: 2, errors: 2, routes: [{ route: 'GET /a', requests: 2, sum: 30 }] });
  expect(load.take()).toMatchObject({ requests: 0, routes: [] });
  expect(total()).toBe(2);
});

test('the text has types, escaped labels and cumulative buckets in seconds', () => {
  const registry = new MetricsRegistry();
  registry.counter('a_total', 'Lines\nand \\', ['of']).add(2, 'a "quoted" \\ text\n');
  const durations = registry.durations('d_seconds', 'Durations');
  for (const ms of [1, 3, 4, 5, 100_000]) durations.record(ms);
  registry.gauge('nothing', 'Not there', () => null);
  const text = prometheusText(registry.collect());
  expect(text).toContain('# HELP a_total Lines\\nand \\\\\n# TYPE a_total counter\n');
  expect(text).toContain('a_total{of="a \\"quoted\\" \\\\ text\\n"} 2\n');
  expect(text).toContain('d_seconds_bucket{le="0.001"} 1\n');
  expect(text).toContain('d_seconds_bucket{le="0.004"} 3\n');
  expect(text).toContain('d_seconds_bucket{le="0.008"} 4\n');
  expect(text).toContain('d_seconds_bucket{le="65.536"} 4\n');
  expect(text).toContain('d_seconds_bucket{le="+Inf"} 5\nd_seconds_sum 100.013\nd_seconds_count 5\n');
  expect(text).not.toContain('nothing');
});

test('a series’ name leads back to its labels, whatever they contain', () => {
  const name = seriesName('x', { a: 'one "two" {three}', b: '' });
  expect(labelsOf(name)).toEqual({ name: 'x', labels: { a: 'one _two_ _three_', b: '' } });
  expect(labelsOf('plain')).toEqual({ name: 'plain', labels: {} });
});

test('a sample holds what happened since the last one, and joined samples hold the sum', () => {
  const registry = new MetricsRegistry();
  const counter = registry.counter('c_total', 'A counter');
  const durations = registry.durations('d_seconds', 'Durations');
  let value = 10;
  registry.gauge('g', 'A gauge', () => value);
  const differences = new SampleDifferences();
  const process = { seconds: 10, cpu: 1, rssBytes: 1, heapBytes: 1, eventLoopP99Ms: 1, sockets: 1 };
  const http = { requests: 1, errors: 0, latency: { first: 0, counts: [1] }, slow: [] };
  const take = () => ({ ...process, ...http, ...differences.take(registry.collect()) });
  counter.add(3);
  durations.record(100);
  const first = take();
  expect([first.counters.c_total, first.durations.d_seconds?.counts]).toEqual([3, [1]]);
  counter.add(4);
  durations.record(100);
  durations.record(5);
  value = 30;
  const second = take();
  expect(second.counters.c_total).toBe(4);
  expect(second.durations.d_seconds?.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  const joined = joinSamples([first, second]);
  expect(joined).toMatchObject({
    seconds: 20,
    counters: { c_total: 7 },
    gauges: { g: 20 },
    peaks: { g: 30 },
    requests: 2,
  });
  expect(take().durations).toEqual({});
});

describe('CPU and memory of a container', () => {
  const of = (files: Record<string, string>) => createCgroup({ read: (path) => files[path] ?? null });

  test('CPU and memory are read from cgroup v2, also below one core', () => {
    const cgroup = of({
      '/proc/self/cgroup': '0::/app\n',
      '/sys/fs/cgroup/app/cpu.max': '50000 100000\n',
      '/sys/fs/cgroup/app/cpu.stat': 'usage_usec 2500000\nuser_usec 1\n',
      '/sys/fs/cgroup/app/memory.max': '1048576\n',
    });
    expect([cgroup.cores(), cgroup.cpu(), cgroup.memoryLimitBytes()]).toEqual([
      0.5,
      { seconds: 2.5, of: 'container' },
      1_048_576,
    ]);
  });

  test('CPU and memory are read from cgroup v1, whose folders a container sees as its root', () => {
    const cgroup = of({
      '/proc/self/cgroup': '4:cpu,cpuacct:/docker/abc\n3:memory:/docker/abc\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '150000\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      '/sys/fs/cgroup/cpuacct/cpuacct.usage': '3000000000\n',
      '/sys/fs/cgroup/memory/memory.limit_in_bytes': '2097152\n',
    });
    expect([cgroup.cores(), cgroup.cpu().seconds, cgroup.memoryLimitBytes()]).toEqual([1.5, 3, 2_097_152]);
  });

  test('CPU and memory are the process’s own without a quota', () => {
    const cgroup = of({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' });
    expect([cgroup.cpu().of, cgroup.cores() >= 1]).toEqual(['process', true]);
  });
});
