import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import v8 from 'node:v8';
import { type Cgroup, createCgroup } from './cgroup.ts';
import type { MetricsRegistry } from './registry.ts';

/** Of the measure of the event loop: an idle one shows this much. */
const RESOLUTION_MS = 20;
const NS = 1e6;

/** What the process was like since it was asked last. */
export interface ProcessInterval {
  seconds: number;
  /** Cores that this process used. */
  cpu: number;
  /** Share of the cores it may use, by everything in the container where there is a quota. */
  cpuUtilization: number;
  rssBytes: number;
  heapBytes: number;
  /** By how many milliseconds a timer was late, of a hundred the worst. */
  eventLoopP99Ms: number;
  eventLoopMaxMs: number;
  /** Share of the time in which the loop was busy. */
  eventLoopUtilization: number;
  /** Milliseconds in which garbage was collected. */
  gcMs: number;
  gcMaxMs: number;
}

export interface ProcessMetrics {
  take(): ProcessInterval;
  stop(): void;
}

function watchGarbage() {
  const seen = { total: 0, interval: 0, longest: 0 };
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.total += duration;
      seen.interval += duration;
      seen.longest = Math.max(seen.longest, duration);
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return { seen, stop: () => observer.disconnect() };
}

/** Measures this process, and tells the registry what it is like. */
export function measureProcess(registry: MetricsRegistry, cgroup: Cgroup = createCgroup()): ProcessMetrics {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const garbage = watchGarbage();
  const heapLimit = v8.getHeapStatistics().heap_size_limit;
  let [before, cpuBefore, groupBefore] = [performance.now(), process.cpuUsage(), cgroup.cpu()];
  let loopBefore = performance.eventLoopUtilization();
  let last: ProcessInterval | null = null;

  registry.counted('process_cpu_seconds_total', 'CPU that the process used', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  registry.gauge('process_resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss());
  registry.gauge('vibe_memory_limit_bytes', 'Memory that the container may use', () => cgroup.memoryLimitBytes());
  registry.gauge('vibe_cpu_cores', 'Cores that the process may use', () => cgroup.cores());
  registry.gauge('vibe_cpu_utilization_ratio', 'Share of its cores that is used', () => last?.cpuUtilization ?? null);
  registry.gauge('nodejs_heap_used_bytes', 'Heap in use', () => process.memoryUsage().heapUsed);
  registry.gauge('nodejs_heap_limit_bytes', 'Heap at which the process ends', () => heapLimit);
  registry.gauge('nodejs_eventloop_delay_p99_seconds', 'By how much timers are late', () =>
    last === null ? null : last.eventLoopP99Ms / 1_000,
  );
  registry.gauge('nodejs_eventloop_delay_max_seconds', 'By how much a timer was late at most', () =>
    last === null ? null : last.eventLoopMaxMs / 1_000,
  );
  registry.gauge(
    'nodejs_eventloop_utilization_ratio',
    'Share of the time in which the event loop is busy',
    () => last?.eventLoopUtilization ?? null,
  );
  registry.counted('nodejs_gc_seconds_total', 'Time spent collecting garbage', () => garbage.seen.total / 1_000);

  return {
    take() {
      const seconds = Math.max(0.001, (performance.now() - before) / 1_000);
      const { user, system } = process.cpuUsage(cpuBefore);
      const group = cgroup.cpu();
      const { rss, heapUsed } = process.memoryUsage();
      const { utilization } = performance.eventLoopUtilization(loopBefore);
      const { interval, longest } = garbage.seen;
      last = {
        seconds,
        cpu: (user + system) / 1e6 / seconds,
        cpuUtilization: Math.max(0, group.seconds - groupBefore.seconds) / seconds / cgroup.cores(),
        rssBytes: rss,
        heapBytes: heapUsed,
        eventLoopP99Ms: Math.max(0, delay.percentile(99) / NS - RESOLUTION_MS),
        eventLoopMaxMs: Math.max(0, delay.max / NS - RESOLUTION_MS),
        eventLoopUtilization: utilization,
        gcMs: interval,
        gcMaxMs: longest,
      };
      [before, cpuBefore, groupBefore] = [performance.now(), process.cpuUsage(), group];
      loopBefore = performance.eventLoopUtilization();
      Object.assign(garbage.seen, { interval: 0, longest: 0 });
      delay.reset();
      return last;
    },
    stop() {
      delay.disable();
      garbage.stop();
    },
  };
}
