import type { Em } from '../../../platform/db/sql.ts';
import type { Mailbox } from '../../../platform/mail/compose-mail.ts';
import type { EncodedPart } from '../../../platform/mail/inline-image.ts';
import type { ComposedMail } from '../../../platform/mail/mail-transport.ts';
import { compileSkeleton } from '../../../platform/mail/skeleton.ts';
import { type Slots, type SlotValues } from '../../../platform/mail/slots.ts';
import { mailMessage } from '../rendering/mail-of.ts';
import { renderTemplate } from '../rendering/render.ts';
import type { Sender } from '../rendering/sender.service.ts';
import { isGreeted } from '../templates/format.domain.ts';
import type { EmailTemplate } from '../templates/template.ts';

/** One mail of a batch, about to be sent. */
export interface BatchRecipient {
  /** Of its row in the ledger: the left part of the Message-ID, and what its tokens name. */
  messageId: string;
  /** `null` for someone without an account. */
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

export interface BulkMailSource<Data> {
  template: EmailTemplate<Data>;
  /**
   * The props, with marks of `slots` where mails differ from each other.
   * @param displayName what stands for the name of the recipient: a mark, or nothing for those who are greeted without a name
   */
  data(displayName: string): Data;
  slots: Slots;
  sender: Sender;
  /** Whether an image at the end of the HTML tells that a mail was opened. */
  openPixel: boolean;
}

export interface BulkMail {
  /**
   * Takes microseconds, not milliseconds.
   * @param values of the slots that `data` named
   * @throws MailHeaderError when the name of the recipient or a text of one line holds a line break
   */
  compose(recipient: BatchRecipient, values?: SlotValues, images?: readonly EncodedPart[]): ComposedMail;
}

/** Renders and composes once what many mails share. Names, tracking and the way to refuse them are filled in here. */
export async function compileBulkMail<Data>(source: BulkMailSource<Data>): Promise<BulkMail> {
  const { template, slots, sender } = source;
  const compile = (displayName: string) => {
    const unsubscribeUrl = slots.inline('unsubscribeUrl');
    const mail = renderTemplate(template, source.data(displayName), sender.site, {
      unsubscribeUrl,
      openUrl: source.openPixel ? slots.inline('openUrl') : null,
    });
    return compileSkeleton(mailMessage(mail, sender, unsubscribeUrl), slots);
  };
  const named = await compile(slots.inline('displayName'));
  const unnamed = await compile('');
  return {
    compose: ({ messageId, to, date }, values = {}, images = []) =>
      (isGreeted(to.name) ? named : unnamed).fill({
        id: messageId,
        date,
        to,
        images,
        values: {
          ...values,
          displayName: to.name,
          unsubscribeUrl: sender.links.unsubscribe(messageId),
          openUrl: sender.links.open(messageId),
        },
      }),
  };
}
