import { findContact } from '../features/accounts/people/contacts.reads.ts';
import type { EmailService } from '../features/email/email.service.ts';
import type { DownloadLink } from '../features/exports/exports.presenter.ts';
import type { PublishedExport } from '../features/exports/write-export.ts';
import type { Notify } from '../features/notifications/notify.service.ts';
import type { Em } from '../platform/db/sql.ts';

/**
 * Tells a user that an export is ready: a notification, and a mail with the link where the address is proven. A browser that follows a
 * link has no access token, so the mail of an export that needs one leads to the page of its job instead.
 */
export function createExportNews(email: EmailService, notify: Notify, linkTo: DownloadLink, publicUrl: string) {
  return async (tx: Em, published: PublishedExport): Promise<void> => {
    const { id, userId, title, format, rows, bytes, expiresAt, signInOnly } = published;
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
        downloadUrl: signInOnly ? `${publicUrl}/jobs/${id}` : linkTo({ id, version: 1, signInOnly }, expiresAt),
        signInOnly,
      },
      priority: 'high',
      requestedBy: userId,
    });
  };
}
