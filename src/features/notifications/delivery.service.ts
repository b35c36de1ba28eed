import { sql } from 'kysely';
import { ZodError } from 'zod';
import type { Config } from '../../platform/config.ts';
import { type Em, row } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import { holds, reportProgress, succeedRun } from '../../platform/jobs/fence.ts';
import type { JobFence } from '../../platform/jobs/jobs.contract.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { type Contact, findContacts } from '../accounts/people/contacts.reads.ts';
import { type Author, findAuthors } from '../accounts/people/public-users.reads.ts';
import type { EmailService } from '../email/email.service.ts';
import { isWanted } from './mail-category.domain.ts';
import type { Happening } from './notification-line.domain.ts';
import { sendWindowMail, type WindowMail } from './window-summary-mail.ts';
import { closeDueWindows, type News, takeNews } from './windows.ledger.ts';

/** Windows of one transaction: some hundreds of milliseconds, after which the next heartbeat and progress are due. */
const WINDOWS_PER_PAGE = 200;
/** What one mail lists; the rest is counted. */
const NEWS_PER_MAIL = 20;

export interface DeliveryDeps {
  config: Pick<Config, 'http'>;
  email: EmailService;
  logger: Logger;
}

export type Delivery = ReturnType<typeof createDelivery>;

/** News come sorted by mail. */
function byMail(news: readonly News[]): News[][] {
  const mails: News[][] = [];
  for (const one of news) {
    const last = mails.at(-1);
    const same = last?.[0]?.user_id === one.user_id && last[0].mail_category === one.mail_category;
    if (same) last?.push(one);
    else mails.push([one]);
  }
  return mails;
}

/** Null when its reader has gone, or takes no such mail by now. */
function composeMail(
  news: readonly News[],
  contacts: ReadonlyMap<string, Contact>,
  authorOf: (userId: string) => Author,
): WindowMail | null {
  const [first] = news;
  const contact = first && contacts.get(first.user_id);
  if (!contact || !isWanted(first.mail_category, contact)) return null;
  return {
    to: { address: contact.email, name: contact.displayName, userId: first.user_id },
    category: first.mail_category,
    total: first.total,
    news: news.map(({ kind, data, actor_id }) => ({
      ...({ kind, data } as Happening),
      actorId: actor_id,
      actorName: actor_id === null ? '' : authorOf(actor_id).displayName,
    })),
  };
}

/** Mails what was gathered. A window, its notifications and its mail change in one transaction, so each mail is written once. */
export function createDelivery({ config, email, logger }: DeliveryDeps) {
  async function send(tx: Em, mail: WindowMail): Promise<void> {
    try {
      await sendWindowMail(tx, email, mail, config.http.publicUrl);
    } catch (error) {
      // A defect, not the mail server: repeating it would keep everybody else's mails back.
      if (!(error instanceof ZodError)) throw error;
      logger.error({ err: error, user_id: mail.to.userId, category: mail.category }, 'mail does not fit its template');
    }
  }

  async function deliver(tx: Em): Promise<number> {
    const windows = await closeDueWindows(tx, WINDOWS_PER_PAGE);
    if (windows.length === 0) return 0;
    const news = await takeNews(tx, windows, NEWS_PER_MAIL);
    const contacts = await findContacts(
      tx,
      news.map((one) => one.user_id),
    );
    const authorOf = await findAuthors(
      tx,
      news.flatMap((one) => one.actor_id ?? []),
    );
    for (const one of byMail(news)) {
      const mail = composeMail(one, contacts, authorOf);
      if (mail) await send(tx, mail);
    }
    return windows.length;
  }

  return {
    /**
     * Writes the mails of one page of due windows; without any it ends the job.
     * @returns whether there may be more to do for this run
     */
    async deliverPage(em: Em, fence: JobFence): Promise<boolean> {
      return await transact(em, async (tx) => {
        const job = await row<{ progress_done: number }>(
          tx,
          sql`select progress_done from job where ${holds(fence)} for no key update`,
        );
        if (!job) return false;
        const closed = await deliver(tx);
        if (closed > 0) return await reportProgress(tx, fence, { done: job.progress_done + closed, total: null });
        await row(tx, succeedRun(fence, { windows: job.progress_done }));
        return false;
      });
    },
  };
}
