import type { Period } from '../../platform/db/period.ts';
import type { MessageRow, StatsRow } from './email.queries.ts';
import type { EmailStats, MessageView, StatsQuery } from './email.schema.ts';

const iso = (value: Date | null) => value?.toISOString() ?? null;

/** Shapes a row of the ledger for the API. @param domain right part of Message-IDs */
export function presentMessage(message: MessageRow, domain: string): MessageView {
  return {
    id: message.id,
    messageId: `<${message.id}@${domain}>`,
    jobId: message.job_id,
    template: message.template,
    category: message.category,
    to: { address: message.to_address, name: message.to_name, userId: message.user_id },
    subject: message.subject,
    priority: message.priority,
    status: message.status,
    attempts: message.attempts,
    uncertainCount: message.uncertain_count,
    smtpResponse: message.smtp_response,
    error: message.error_code === null ? null : { code: message.error_code, message: message.error_message ?? '' },
    createdAt: message.created_at.toISOString(),
    sendAt: iso(message.send_at),
    sentAt: iso(message.sent_at),
    endedAt: iso(message.ended_at),
    links: { self: `/api/email/messages/${message.id}`, job: `/api/jobs/${message.job_id}` },
  };
}

const NONE: Omit<StatsRow, 'template' | 'bucket'> = {
  total: 0,
  queued: 0,
  sending: 0,
  sent: 0,
  failed: 0,
  cancelled: 0,
  uncertain: 0,
  delivery_rate: null,
  p50: null,
  p95: null,
};

function figures(found: Omit<StatsRow, 'template' | 'bucket'>) {
  return {
    total: found.total,
    queued: found.queued,
    sending: found.sending,
    sent: found.sent,
    failed: found.failed,
    cancelled: found.cancelled,
    uncertain: found.uncertain,
    deliveryRate: found.delivery_rate,
    timeToDeliveryMs: { p50: found.p50, p95: found.p95 },
  };
}

/** Shapes the aggregates for the API; steps without mail are there too. */
export function presentStats(
  period: Period,
  query: Pick<StatsQuery, 'interval'> & { tz: string },
  found: readonly StatsRow[],
  steps: readonly Date[],
): EmailStats {
  const byStep = new Map(found.filter((one) => one.bucket !== null).map((one) => [one.bucket?.getTime(), one]));
  return {
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    interval: query.interval,
    tz: query.tz,
    totals: figures(found.find((one) => one.template === null && one.bucket === null) ?? NONE),
    byTemplate: found.flatMap((one) => (one.template === null ? [] : [{ template: one.template, ...figures(one) }])),
    series: steps.map((start) => ({ start: start.toISOString(), ...figures(byStep.get(start.getTime()) ?? NONE) })),
  };
}
