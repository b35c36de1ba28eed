import type { ReactElement } from 'react';
import type { z } from 'zod';
import { type EmailCategory } from '../../accounts/accounts.contract.ts';
import type { TemplateName } from './template-names.contract.ts';

/** What of the installation shows in mails. */
export interface Site {
  name: string;
  /** Without a slash at the end. */
  publicUrl: string;
}

/**
 * - `account`: about the account itself; always sent
 * - the others: what people can refuse in their preferences
 */
export type MailCategory = 'account' | EmailCategory;

/** One kind of mail. Every part is required, so a mail without a plain text or a preview cannot be written. */
export interface EmailTemplate<Data> {
  name: TemplateName;
  category: MailCategory;
  /** One sentence for anyone who chooses a template. */
  description: string;
  schema: z.ZodType<Data>;
  /** Realistic data for previews and tests. */
  sample: Data;
  /** Props that grant something to anyone who reads them; taken out of the ledger once the mail is sent. */
  secrets: readonly (keyof Data & string)[];
  /** Why the recipient gets it, for the foot of the mail. */
  reason: string;
  subject(data: Data, site: Site): string;
  /** The line that inboxes show beside the subject. */
  preview(data: Data, site: Site): string;
  /** What stands between the head and the foot of the mail. */
  html(data: Data, site: Site): ReactElement;
  /** The same in plain text, paragraph by paragraph. */
  text(data: Data, site: Site): string[];
}

/** Keeps the type of the data while the parts are checked against it. */
export function defineTemplate<Data>(template: EmailTemplate<Data>): EmailTemplate<Data> {
  return template;
}
