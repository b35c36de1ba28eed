import type { MetricsRegistry } from './registry.ts';

/** Refusals that an attack leaves behind. Each process counts them from its start, for monitoring. */
export const ATTACKS = [
  'log_in_failed',
  'locked_out',
  'token_refused',
  'role_refused',
  'link_forged',
  'signature_forged',
  'credential_refused',
] as const;
export type Attack = (typeof ATTACKS)[number];

/** By the code of the Problem that refused. */
const BY_CODE: Readonly<Record<string, Attack>> = {
  invalid_credentials: 'log_in_failed',
  too_many_attempts: 'locked_out',
  invalid_token: 'token_refused',
  invalid_refresh_token: 'token_refused',
  forbidden: 'role_refused',
  insufficient_scope: 'role_refused',
  owner_only: 'role_refused',
  scope_not_allowed: 'role_refused',
  link_forged: 'link_forged',
  invalid_signature: 'signature_forged',
  wrong_password: 'credential_refused',
  password_required: 'credential_refused',
};

const counts = Object.fromEntries(ATTACKS.map((attack) => [attack, 0])) as Record<Attack, number>;

/** What a refusal is a trace of; null for those that mistakes cause too. */
export function attackOf(code: string | undefined): Attack | null {
  return (code !== undefined && BY_CODE[code]) || null;
}

export function countAttack(attack: Attack): void {
  counts[attack] += 1;
}

/** Refusals of this process since its start, by what they are a trace of. */
export function attackCounts(): Readonly<Record<Attack, number>> {
  return { ...counts };
}

/** Shows the counters among the metrics of the process. */
export function countAttacksIn(registry: MetricsRegistry): void {
  registry.counted('vibe_refusals_total', 'Refusals that an attack leaves behind', () =>
    ATTACKS.map((attack) => ({ labels: { attack }, value: counts[attack] })),
  );
}
