import { column, type Dataset, equals, ownedBy } from '../../platform/datasets/dataset.ts';
import { EMAIL_STATUSES } from './email.contract.ts';
import { TEMPLATE_NAMES } from './templates/template-names.contract.ts';

const common = {
  from: 'email_message m',
  at: 'm.created_at',
  order: 'm.id',
  filters: [
    equals('status', 'm.status', EMAIL_STATUSES, 'Only mails with this status'),
    equals('template', 'm.template', TEMPLATE_NAMES, 'Only mails of this template'),
  ],
};

const SHOWN = [
  column('id', 'id', 'm.id'),
  column('createdAt', 'instant', 'm.created_at'),
  column('sendAt', 'instant', 'm.send_at'),
  column('sentAt', 'instant', 'm.sent_at'),
  column('template', 'id', 'm.template'),
  column('category', 'id', 'm.category'),
  column('subject', 'text', 'm.subject'),
  column('status', 'id', 'm.status'),
] as const;

/** As much as a person's own history shows. */
export const emailsDataset: Dataset = {
  ...common,
  name: 'emails',
  title: 'E-mails',
  about: 'The e-mails to you',
  audience: 'person',
  columns: SHOWN,
  owned: ownedBy('m.user_id'),
};

export const allEmailsDataset: Dataset = {
  ...common,
  name: 'all-emails',
  title: 'All e-mails',
  about: 'The ledger of all e-mails',
  audience: 'admin',
  columns: [
    ...SHOWN,
    column('jobId', 'id', 'm.job_id'),
    column('userId', 'id', 'm.user_id'),
    column('toAddress', 'text', 'm.to_address'),
    column('priority', 'id', 'm.priority'),
    column('attempts', 'integer', 'm.attempts'),
    column('uncertainCount', 'integer', 'm.uncertain_count'),
    column('errorCode', 'id', 'm.error_code'),
    column('errorMessage', 'text', 'm.error_message'),
    column('smtpResponse', 'text', 'm.smtp_response'),
    column('openedAt', 'instant', 'm.opened_at'),
    column('clickedAt', 'instant', 'm.clicked_at'),
    column('bouncedAt', 'instant', 'm.bounced_at'),
    column('complainedAt', 'instant', 'm.complained_at'),
    column('unsubscribedAt', 'instant', 'm.unsubscribed_at'),
  ],
};
