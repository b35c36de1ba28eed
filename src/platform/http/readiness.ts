/** One dependency that `/readyz` asks after. */
export interface ReadinessCheck {
  name: string;
  /** Resolves when the dependency serves, rejects when it does not. Is given up after `timeoutMs`. */
  check(signal: AbortSignal): Promise<void>;
  /** Milliseconds until the answer counts as unknown. */
  timeoutMs?: number;
  /** A failing check that is not required is shown but does not make the program unready. Default: required. */
  required?: boolean;
}

export interface CheckResult {
  status: 'pass' | 'fail' | 'unknown';
  required: boolean;
  durationMs: number;
}

export interface Readiness {
  ready: boolean;
  checks: Record<string, CheckResult>;
}

const DEFAULT_TIMEOUT_MS = 2_000;
/** An answer is shared for this long: `/readyz` is public and unlimited, and must not be a way to load the dependencies. */
const SHARED_MS = 1_000;

async function run(check: ReadinessCheck, onFailure: (name: string, error: unknown) => void): Promise<CheckResult> {
  const startedAt = performance.now();
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<'unknown'>((resolve) => {
    timer = setTimeout(() => resolve('unknown'), check.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  });
  const asked = Promise.resolve()
    .then(() => check.check(giveUp.signal))
    .then(
      () => 'pass' as const,
      (error: unknown) => {
        if (!giveUp.signal.aborted) onFailure(check.name, error);
        return 'fail' as const;
      },
    );
  const status = await Promise.race([asked, timedOut]);
  clearTimeout(timer);
  giveUp.abort();
  return { status, required: check.required ?? true, durationMs: Math.round(performance.now() - startedAt) };
}

/** Asks all dependencies at once, at most once a second however many ask. */
export function readinessOf(
  checks: readonly ReadinessCheck[],
  onFailure: (name: string, error: unknown) => void,
): () => Promise<Readiness> {
  let shared: { at: number; answer: Promise<Readiness> } | null = null;
  async function ask(): Promise<Readiness> {
    const results = await Promise.all(checks.map(async (check) => [check.name, await run(check, onFailure)] as const));
    return {
      ready: results.every(([, result]) => result.status === 'pass' || !result.required),
      checks: Object.fromEntries(results),
    };
  }
  return async () => {
    if (!shared || performance.now() - shared.at > SHARED_MS) shared = { at: performance.now(), answer: ask() };
    return await shared.answer;
  };
}
