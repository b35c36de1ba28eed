import type { MetricsRegistry } from './registry.ts';

export interface DependencyProbe {
  name: string;
  check(signal: AbortSignal): Promise<void>;
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
  registry.gauge('vibe_dependency_up', '1 while the process reaches a dependency, else 0', () =>
    known.map(({ name, up }) => ({ labels: { dependency: name }, value: up ? 1 : 0 })),
  );
  return async () => {
    known = await Promise.all(probes.map(async (probe) => ({ name: probe.name, up: await answers(probe) })));
  };
}
