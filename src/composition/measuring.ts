import { readFileSync } from 'node:fs';
import type { Config } from '../platform/config.ts';
import { newId } from '../platform/db/ids.ts';
import type { Orm } from '../platform/db/orm.ts';
import { measureDatabase, measureDisks } from '../platform/metrics/dependency-metrics.ts';
import { type DependencyProbe, probeDependencies } from '../platform/metrics/dependency-probes.ts';
import { measureProcess, type ProcessMetrics } from '../platform/metrics/process-metrics.ts';
import { MetricsRegistry } from '../platform/metrics/registry.ts';

/** What a process measures of itself. */
export interface Measuring {
  /** Of this process, for as long as it runs. */
  id: string;
  version: string;
  registry: MetricsRegistry;
  process: ProcessMetrics;
  /** What takes calls, to be made before each sample. */
  measure(): Promise<void>;
  /** Names what the process depends on. */
  watch(probes: readonly DependencyProbe[]): void;
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

/** Begins to measure. */
export function createMeasuring(config: Config, orm: Orm): Measuring {
  const registry = new MetricsRegistry();
  const [id, version] = [newId(), readVersion()];
  registry.gauge('vibe_build_info', 'Version of the program', () => [{ labels: { version }, value: 1 }]);
  measureDatabase(orm, config.db.poolMax, registry);
  let measureDependencies = async () => {};
  const measureFolders = measureDisks(
    {
      spool: config.files.spoolDirectory,
      ...(config.storage.s3 === null ? { storage: config.storage.directory } : {}),
    },
    registry,
  );
  return {
    id,
    version,
    registry,
    process: measureProcess(registry),
    measure: async () => {
      await Promise.all([measureFolders(), measureDependencies()]);
    },
    watch: (probes) => {
      measureDependencies = probeDependencies(probes, registry);
    },
  };
}
