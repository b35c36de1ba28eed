import type { ComposedMail } from '../../../platform/mail/mail-transport.ts';
import { createSlots } from '../../../platform/mail/slots.ts';
import { type RenderedEmail, renderEmail } from '../rendering/render.ts';
import type { Sender } from '../rendering/sender.service.ts';
import { placeholderUrl } from '../rendering/template-preview.ts';
import {
  type AnnouncementContent,
  announcement,
  announcementHtml,
  announcementLinks,
} from '../templates/announcement.template.ts';
import type { Site } from '../templates/template.ts';
import type { BatchRecipient } from './bulk-mail.service.ts';
import { compileBulkMail } from './bulk-mail.service.ts';

export interface AnnouncementBatch {
  content: AnnouncementContent;
  /** Where its links lead, by number, as they were stored when the batch began: see `announcementLinks`. Others are not tracked. */
  links: readonly string[];
  sender: Sender;
}

export type ComposeAnnouncements = (recipients: readonly BatchRecipient[]) => ComposedMail[];

/** Prepares an announcement to many, with clicks and opens tracked. */
export async function openAnnouncement({ content, links, sender }: AnnouncementBatch): Promise<ComposeAnnouncements> {
  const slots = createSlots();
  const numbers = [...new Set(announcementLinks(content).map((url) => links.indexOf(url)))].filter(
    (number) => number >= 0,
  );
  const trackedUrl = (url: string) => {
    const number = links.indexOf(url);
    return number < 0 ? url : slots.inline(`click-${number}`);
  };
  const mail = await compileBulkMail({
    template: { ...announcement, html: (data) => announcementHtml(data, trackedUrl) },
    data: (displayName) => ({ ...content, displayName }),
    slots,
    sender,
    openPixel: true,
  });
  return (recipients) =>
    recipients.map((recipient) =>
      mail.compose(
        recipient,
        Object.fromEntries(
          numbers.map((number) => [`click-${number}`, sender.links.click(recipient.messageId, number)]),
        ),
      ),
    );
}

/** An announcement as one of its recipients would see it; its links lead straight to where they lead. */
export function previewAnnouncement(content: AnnouncementContent, displayName: string, site: Site): RenderedEmail {
  return renderEmail('announcement', { ...content, displayName }, site, { unsubscribeUrl: placeholderUrl(site) });
}
