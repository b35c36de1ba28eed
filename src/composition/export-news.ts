import { findContact } from '../features/accounts/people/contacts.reads.ts';
import type { EmailService } from '../features/email/email.service.ts';
import type { DownloadLink } from '../features/exports/exports.presenter.ts';
import type { PublishedExport } from '../features/exports/write-export.ts';
import type { Notify } from '../features/notifications/notify.service.ts';
import type { Em } from '../platform/db/sql.ts';

/** Tells a user that an export is ready: a notification, and a mail with the link where the address is proven. */
export function createExportNews(email: EmailService, notify: Notify, linkTo: DownloadLink) {
  return async (tx: Em, { id, userId, title, format, rows, bytes, expiresAt }: PublishedExport): Promise<void> => {
    const summary = `${title} as ${format.toUpperCase()}`;
    await notify(tx, [
      { kind: 'export_ready', userId, actorId: null, onceKey: `export_ready:${id}`, data: { jobId: id, summary } },
    ]);
    const contact = await findContact(tx, userId);
    if (!contact?.emailVerified) return;
    await email.sendTemplate(tx, {
      template: 'export-ready',
      to: { address: contact.email, name: contact.displayName, userId },
      data: {
        displayName: contact.displayName,
        dataset: title,
        format,
        rows,
        bytes,
        expiresAt: expiresAt.toISOString(),
        downloadUrl: linkTo({ id, version: 1 }, expiresAt),
      },
      priority: 'high',
      requestedBy: userId,
    });
  };
}
