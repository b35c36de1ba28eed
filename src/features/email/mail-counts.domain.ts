import type { EmailStatus } from './email.contract.ts';

/** Mails by what became of them: the statuses add up to `total`. */
export interface MailCounts extends Record<EmailStatus, number> {
  total: number;
  /** With at least one attempt of unknown end: the recipient may have it twice, under one Message-ID. */
  uncertain: number;
  bounced: number;
  complained: number;
  unsubscribed: number;
  opened: number;
  openedByMachines: number;
  clicked: number;
  /** Sent, and no bounce came back. */
  delivered: number;
  deliveredUnsubscribed: number;
  deliveredComplained: number;
  /** Those delivered that tell when they are opened, which all do that can be refused. */
  tracked: number;
  trackedOpened: number;
  /** Those delivered that tell when a link is followed, which mails of batches do. */
  linked: number;
  linkedClicked: number;
  /** Sent or failed, and bounced. */
  triedBounced: number;
}

/** Shares between 0 and 1. */
export interface MailRates {
  delivery: number | null;
  bounce: number | null;
  open: number | null;
  click: number | null;
  unsubscribe: number | null;
  complaint: number | null;
}

/** Null where there is nothing to take a share of. */
const rate = (part: number, whole: number) => (whole === 0 ? null : part / whole);

export function mailRates(counts: MailCounts): MailRates {
  const tried = counts.sent + counts.failed;
  return {
    delivery: rate(counts.delivered, tried),
    bounce: rate(counts.triedBounced, tried),
    open: rate(counts.trackedOpened, counts.tracked),
    click: rate(counts.linkedClicked, counts.linked),
    unsubscribe: rate(counts.deliveredUnsubscribed, counts.delivered),
    complaint: rate(counts.deliveredComplained, counts.delivered),
  };
}
