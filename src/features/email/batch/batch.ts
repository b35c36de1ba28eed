import type { Em } from '../../../platform/db/sql.ts';
import type { Mailbox } from '../../../platform/mail/compose-mail.ts';
import type { ComposedMail } from '../../../platform/mail/mail-transport.ts';

/** One mail of a batch, about to be sent. */
export interface BatchRecipient {
  /** Of its row in the ledger: the left part of the Message-ID, and what its tokens name. */
  messageId: string;
  /** `null` for somebody without an account. */
  userId: string | null;
  /** Where it goes: the present address of a user, whatever it was when the batch was filled. */
  to: Mailbox;
  /** The `Date` of the mail: the same for every attempt. */
  date: Date;
}

/** Composes a page of mails, in order, with a few statements for all of them. `null`: there is nothing to say, it is skipped. */
export type ComposePage = (em: Em, recipients: readonly BatchRecipient[]) => Promise<(ComposedMail | null)[]>;

/** What a feature registers to have its mails sent in bulk. */
export interface BatchKind {
  /** Of the job whose batch it is. */
  jobType: string;
  /** Prepares what all mails of the batch share. Called once for each pass. */
  open(em: Em, jobId: string): Promise<ComposePage>;
}
