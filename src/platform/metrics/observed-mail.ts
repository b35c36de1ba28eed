import type { MailTransport } from '../mail/mail-transport.ts';
import { inClientSpan } from '../telemetry/client-span.ts';
import type { MetricsRegistry } from './registry.ts';

/** A transport that counts what servers said, and how long it took. */
export function observedMail(mail: MailTransport, registry: MetricsRegistry): MailTransport {
  const outcomes = registry.counter('vibe_smtp_attempts_total', 'Attempts to send a mail by outcome', ['outcome']);
  const durations = registry.durations('vibe_smtp_duration_seconds', 'Duration of an attempt to send a mail');
  return {
    async send(composed, options) {
      const startedAt = performance.now();
      const send = () => mail.send(composed, options);
      // Of a hundred thousand mails of a campaign no one looks at each.
      const outcome = await (options.bulk === true ? send() : inClientSpan('smtp send', {}, send));
      durations.record(performance.now() - startedAt);
      outcomes.add(1, outcome.outcome);
      return outcome;
    },
    close: () => mail.close(),
  };
}
