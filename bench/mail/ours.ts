import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { renderEmail } from '../../src/features/email/rendering/render.ts';
import { siteOf } from '../../src/features/email/rendering/site.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { welcomeTo } from '../../test/support/http.ts';
import type { MailSink } from '../../test/support/mail-sink.ts';
import { startSystem } from '../../test/support/system.ts';

/** Our side of the benchmark: the real API and worker, configured as `npm start` does it, but for the request limits. */
export interface Ours {
  url: string;
  token: string;
  /** The JSON of one request. */
  bodyFor(address: string): unknown;
  /** What our side renders for each mail, rendered once: the other side sends the same and pays for no rendering. */
  sampleMail: { subject: string; html: string; text: string };
  stop(): Promise<void>;
}

export async function startOurs(sink: MailSink): Promise<Ours> {
  // As in production, which insists on secrets of its own: React renders several times faster there.
  const { privateKey } = generateKeyPairSync('ed25519');
  const secrets = {
    AUTH_KEYS: JSON.stringify([{ ...privateKey.export({ format: 'jwk' }), kid: 'bench' }]),
    LINK_SECRET: randomBytes(32).toString('base64url'),
    EMAIL_WEBHOOK_SECRET: randomBytes(32).toString('base64url'),
  };
  const system = await startSystem({
    sink,
    env: {
      LOG_LEVEL: 'info',
      HTTP_CHECK_RESPONSES: 'false',
      PROGRAM_OUTPUT: 'discard',
      RATE_LIMIT_FACTOR: '20',
      NODE_ENV: 'production',
      ...secrets,
    },
  });
  const sample = welcomeTo('reader@bench.localhost') as { data: unknown };
  const { subject, html, text } = renderEmail('welcome', sample.data, siteOf(loadConfig(system.env)), {
    unsubscribeUrl: null,
  });
  return {
    url: system.api.url,
    token: await system.adminToken(),
    bodyFor: welcomeTo,
    sampleMail: { subject, html, text },
    stop: () => system.stop(),
  };
}
