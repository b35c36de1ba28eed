import { renderEmail } from '../../src/features/email/rendering/render.ts';
import { siteOf } from '../../src/features/email/rendering/site.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { welcomeTo } from '../../test/support/http.ts';
import type { MailSink } from '../../test/support/mail-sink.ts';
import { startSystem } from '../../test/support/system.ts';
import { asInProduction } from '../support/production.ts';

/** Our side of the benchmark: the real API and worker, configured as `npm start` does it, but for the request limits. */
export interface Ours {
  url: string;
  token: string;
  /** Process ids of the programs. */
  pids: { api: number; worker: number };
  /** What our side renders for each mail, rendered once: the other side sends the same and pays for no rendering. */
  sampleMail: { subject: string; html: string; text: string };
  stop(): Promise<void>;
}

export async function startOurs(sink: MailSink, env: Record<string, string> = {}): Promise<Ours> {
  const system = await startSystem({
    sink,
    env: {
      RATE_LIMIT_FACTOR: '20',
      ...asInProduction(),
      ...env,
    },
  });
  const sample = welcomeTo('reader@bench.localhost') as { data: unknown };
  const { subject, html, text } = renderEmail('welcome', sample.data, siteOf(loadConfig(system.env)), {
    unsubscribeUrl: null,
  });
  return {
    url: system.api.url,
    token: await system.adminToken(),
    pids: { api: system.api.pid, worker: system.worker.pid },
    sampleMail: { subject, html, text },
    stop: () => system.stop(),
  };
}
