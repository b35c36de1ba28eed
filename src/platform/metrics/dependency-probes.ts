import type { MetricsRegistry } from './registry.ts';

export interface DependencyProbe {
  name: string;
  check(signal: AbortSignal): Promise<void>;
  /** Milliseconds between two checks; with each sample unless given. */
  everyMs?: number;
}

/** As long as `/readyz` waits. */
const TIMEOUT_MS = 2_000;

async function answers({ check }: DependencyProbe): Promise<boolean> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const late = new Promise<false>((resolve) => signal.addEventListener('abort', () => resolve(false), { once: true }));
  return await Promise.race([
    check(signal).then(
      () => true,
      () => false, // the reason is in the log of what needs it
    ),
    late,
  ]);
}

/** Whether this process reaches what it depends on. @returns what is to be called before each sample */
export function probeDependencies(probes: readonly DependencyProbe[], registry: MetricsRegistry): () => Promise<void> {
  let known: { name: string; up: boolean }[] = [];
  const checkedAt = new Map<string, number>();
  registry.gauge('vibe_dependency_up', '1 while the process reaches a dependency, else 0', () =>
    known.map(({ name, up }) => ({ labels: { dependency: name }, value: up ? 1 : 0 })),
  );
  /** What was found the last time, while it is too early for another one. */
  async function look(probe: DependencyProbe): Promise<{ name: string; up: boolean }> {
    const { name, everyMs = 0 } = probe;
    const before = known.find((one) => one.name === name);
    const now = performance.now();
    if (before !== undefined && now - (checkedAt.get(name) ?? 0) < everyMs) return before;
    checkedAt.set(name, now);
    return { name, up: await answers(probe) };
  }
  return async () => {
    known = await Promise.all(probes.map(look));
  };
}
