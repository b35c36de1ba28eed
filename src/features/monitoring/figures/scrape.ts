import { timingSafeEqual } from 'node:crypto';
import type { Em } from '../../../platform/db/sql.ts';
import { prometheusText } from '../../../platform/metrics/prometheus-text.ts';
import type { MetricsRegistry } from '../../../platform/metrics/registry.ts';
import { readSystemSample, systemFamilies } from '../../../platform/metrics/system-sample.ts';
import { sha256 } from '../../../platform/secrets.ts';

const BEARER = /^bearer +(\S+)$/i;
/** Milliseconds that a scrape waits for the figures that all processes share. They are left out when Postgres is slower. */
const SYSTEM_WAIT_MS = 1_000;

/** The token of a request with `Authorization: Bearer …`. */
export function bearerOf(header: string | null | undefined): string | null {
  return BEARER.exec(header ?? '')?.[1] ?? null;
}

/** Whether it is the token of scrapers. A wrong token takes the same time, whatever it is. */
export function isMetricsToken(given: string | null, expected: string | null): boolean {
  return given !== null && expected !== null && timingSafeEqual(sha256(given), sha256(expected));
}

async function sharedFamilies(em: Em) {
  const waited = new Promise<null>((resolve) => setTimeout(resolve, SYSTEM_WAIT_MS, null).unref());
  // Scrapers must be able to see a process while Postgres is unavailable.
  const found = await Promise.race([readSystemSample(em).catch(() => null), waited]);
  const readable = { labels: {}, value: found === null ? 0 : 1 };
  const help = '1 while what all processes share could be read from Postgres; it is missing here else';
  const told = { name: 'vibe_shared_figures_readable', help, kind: 'gauge' as const, points: [readable] };
  return found === null ? [told] : [told, ...systemFamilies(found)];
}

/** The text of `/metrics`. */
export async function scrape(registry: MetricsRegistry, em: Em): Promise<string> {
  return prometheusText([...registry.collect(), ...(await sharedFamilies(em))]);
}
