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
