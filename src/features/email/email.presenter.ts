import type { Period } from '../../platform/db/period.ts';
import { EMAIL_STATUSES, type EmailStatus } from './email.contract.ts';
import type { HistoryRow, MessageRow, StatsRow } from './email.queries.ts';
import type { EmailStats, Figures, HistoryView, MessageView, StatsQuery } from './email.schema.ts';
import { mailRates } from './mail-counts.domain.ts';

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
    nextAttemptAt: message.status === 'deferred' ? iso(message.next_attempt_at) : null,
    openedAt: iso(message.opened_at),
    machineOpenedAt: iso(message.machine_opened_at),
    clickedAt: iso(message.clicked_at),
    bouncedAt: iso(message.bounced_at),
    complainedAt: iso(message.complained_at),
    unsubscribedAt: iso(message.unsubscribed_at),
    links: { self: `/api/email/messages/${message.id}`, job: `/api/jobs/${message.job_id}` },
  };
}

/** Shapes a mail for its recipient. */
export function presentHistory(mail: HistoryRow): HistoryView {
  return {
    id: mail.id,
    template: mail.template,
    category: mail.category,
    subject: mail.subject,
    status: mail.status,
    createdAt: mail.created_at.toISOString(),
    sendAt: iso(mail.send_at),
    sentAt: iso(mail.sent_at),
  };
}

const NONE = {
  ...(Object.fromEntries(EMAIL_STATUSES.map((status) => [status, 0])) as Record<EmailStatus, number>),
  total: 0,
  uncertain: 0,
  bounced: 0,
  complained: 0,
  unsubscribed: 0,
  opened: 0,
  openedByMachines: 0,
  clicked: 0,
  delivered: 0,
  deliveredUnsubscribed: 0,
  deliveredComplained: 0,
  tracked: 0,
  trackedOpened: 0,
  linked: 0,
  linkedClicked: 0,
  triedBounced: 0,
  p50: null,
  p95: null,
} satisfies Omit<StatsRow, 'template' | 'bucket'>;

/** @param found nothing for a step without mail */
function figures(found: Omit<StatsRow, 'template' | 'bucket'> = NONE): Figures {
  const rates = mailRates(found);
  return {
    total: found.total,
    ...(Object.fromEntries(EMAIL_STATUSES.map((status) => [status, found[status]])) as Pick<Figures, EmailStatus>),
    uncertain: found.uncertain,
    bounced: found.bounced,
    complained: found.complained,
    unsubscribed: found.unsubscribed,
    openedByPeople: found.opened,
    openedByMachines: found.openedByMachines,
    clicked: found.clicked,
    delivered: found.delivered,
    tracked: found.tracked,
    linked: found.linked,
    deliveryRate: rates.delivery,
    bounceRate: rates.bounce,
    openRate: rates.open,
    clickRate: rates.click,
    complaintRate: rates.complaint,
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
    totals: figures(found.find((one) => one.template === null && one.bucket === null)),
    byTemplate: found.flatMap((one) => (one.template === null ? [] : [{ template: one.template, ...figures(one) }])),
    series: steps.map((start) => ({ start: start.toISOString(), ...figures(byStep.get(start.getTime())) })),
  };
}
