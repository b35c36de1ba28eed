import { timingSafeEqual } from 'node:crypto';
import type { Em } from '../../../platform/db/sql.ts';
import { prometheusText } from '../../../platform/metrics/prometheus-text.ts';
import type { MetricsRegistry } from '../../../platform/metrics/registry.ts';
import { readSystemSample, systemFamilies } from '../../../platform/metrics/system-sample.ts';
import { sha256 } from '../../../platform/secrets.ts';

const BEARER = /^bearer +(\S+)$/i;
/** Of what all processes share. It is left out when Postgres does not give it by then. */
const SYSTEM_WAIT_MS = 1_000;

/** The token of a request with `Authorization: Bearer …`. */
export function bearerOf(header: string | null | undefined): string | null {
  return BEARER.exec(header ?? '')?.[1] ?? null;
}

/** Whether it is the token of scrapers. Takes the same time for every wrong one. */
export function isMetricsToken(given: string | null, expected: string | null): boolean {
  return given !== null && expected !== null && timingSafeEqual(sha256(given), sha256(expected));
}

async function sharedFamilies(em: Em) {
  const waited = new Promise<null>((resolve) => setTimeout(resolve, SYSTEM_WAIT_MS, null).unref());
  // Scrapers must see a process also while Postgres is away.
  const found = await Promise.race([readSystemSample(em).catch(() => null), waited]);
  const readable = { labels: {}, value: found === null ? 0 : 1 };
  const help = '1 while what all processes share could be read from Postgres; it is missing here else';
  const told = { name: 'vibe_shared_figures_readable', help, kind: 'gauge' as const, points: [readable] };
  return found === null ? [told] : [told, ...systemFamilies(found)];
}

/** What `/metrics` shows. */
export async function scrape(registry: MetricsRegistry, em: Em): Promise<string> {
  return prometheusText([...registry.collect(), ...(await sharedFamilies(em))]);
}
