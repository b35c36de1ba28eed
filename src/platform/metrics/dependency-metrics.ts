import { statfs } from 'node:fs/promises';
import { type Orm, poolOf } from '../db/orm.ts';
import { onStatement } from '../db/statement-listener.ts';
import type { MetricsRegistry, Point } from './registry.ts';

/** Connections of the pool, and how long statements take. */
export function measureDatabase(orm: Orm, poolMax: number, registry: MetricsRegistry): void {
  const durations = registry.durations('vibe_db_statement_duration_seconds', 'From a statement to its answer');
  const failures = registry.counter('vibe_db_statement_failures_total', 'Statements that ended in an error');
  failures.add(0);
  onStatement((ms, failed) => {
    durations.record(ms);
    if (failed) failures.add(1);
  });
  registry.gauge('vibe_db_pool_connections', 'Connections of the pool', (): Point[] => {
    const now = poolOf(orm);
    if (now === null) return [];
    return [
      { labels: { state: 'used' }, value: now.totalCount - now.idleCount },
      { labels: { state: 'idle' }, value: now.idleCount },
    ];
  });
  registry.gauge('vibe_db_pool_waiting', 'What waits for a connection', () => poolOf(orm)?.waitingCount ?? null);
  registry.gauge('vibe_db_pool_max', 'Connections that the pool may have', () => poolMax);
}

/** Free space of folders that the program writes to. Asked for by the sampler, since it takes a call of the system. */
export function measureDisks(folders: Readonly<Record<string, string>>, registry: MetricsRegistry) {
  let known: { name: string; free: number; total: number }[] = [];
  registry.gauge('vibe_disk_free_bytes', 'Free space of a folder', () =>
    known.map(({ name, free }) => ({ labels: { folder: name }, value: free })),
  );
  registry.gauge('vibe_disk_used_ratio', 'Share of a folder’s disk that is in use', () =>
    known.map(({ name, free, total }) => ({ labels: { folder: name }, value: total === 0 ? 0 : 1 - free / total })),
  );
  return async () => {
    const found = await Promise.all(
      Object.entries(folders).map(async ([name, path]) => {
        try {
          const { bavail, blocks, bfree, bsize } = await statfs(path);
          // What only the superuser may use is not ours: as `df` counts.
          return [{ name, free: bavail * bsize, total: (blocks - bfree + bavail) * bsize }];
        } catch {
          return []; // not made yet; it is with the first file
        }
      }),
    );
    known = found.flat();
  };
}
