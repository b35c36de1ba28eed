import type { EncodedPart } from '../../../platform/mail/inline-image.ts';
import type { ComposedMail } from '../../../platform/mail/mail-transport.ts';
import { encodeLines } from '../../../platform/mail/quoted-printable.ts';
import { createSlots } from '../../../platform/mail/slots.ts';
import { memoize } from '../../../platform/memoize.ts';
import { type RenderedEmail, renderEmail } from '../rendering/render.ts';
import type { Sender } from '../rendering/sender.service.ts';
import { placeholderUrl } from '../rendering/template-preview.ts';
import { type DigestPart, digestParts } from '../templates/digest-parts.template.ts';
import { greeting } from '../templates/format.domain.ts';
import type { Site } from '../templates/template.ts';
import {
  type DigestData,
  digestHtml,
  digestPeriod,
  digestPreview,
  digestSubject,
  digestText,
  weeklyDigest,
} from '../templates/weekly-digest.template.ts';
import type { BatchRecipient } from './bulk-mail.service.ts';
import { compileBulkMail } from './bulk-mail.service.ts';

/** Digest of one person, but for what the sender knows. */
export type DigestWords = Omit<DigestData, 'displayName' | 'url'>;

export type ComposeDigest = (
  recipient: BatchRecipient,
  words: DigestWords,
  images: readonly EncodedPart[],
) => ComposedMail;

/** Where digests lead, by the number of the link in their batch. The same page for everybody: it knows their week. */
export function digestLinks({ publicUrl }: Pick<Site, 'publicUrl'>): string[] {
  return [`${publicUrl}/digest`];
}
const READ_ON = 0;

interface EncodedLines {
  html: Buffer;
  text: Buffer | null;
}

/** The lines of one digest, in pieces. */
interface DigestLines {
  html: Buffer[];
  text: Buffer[];
}

function encodePart({ html, text }: DigestPart): EncodedLines {
  return { html: encodeLines(html), text: text === null ? null : encodeLines(text) };
}

/** Encodes what is shared once. */
function partsEncoder(): (parts: readonly DigestPart[]) => DigestLines {
  const encodeShared = memoize(encodePart);
  return (parts) => {
    const lines: DigestLines = { html: [], text: [] };
    for (const part of parts) {
      const { html, text } = part.shared ? encodeShared(part) : encodePart(part);
      lines.html.push(html);
      if (text !== null) lines.text.push(text);
    }
    return lines;
  };
}

/** What a week is called, worked out once for all who have it. */
function weekNames(): (words: DigestWords) => { subject: string; period: string } {
  const known = new Map<string, { subject: string; period: string }>();
  return (words) => {
    const key = `${words.from}:${words.to}`;
    const names = known.get(key) ?? { subject: digestSubject(words), period: digestPeriod(words) };
    known.set(key, names);
    return names;
  };
}

/**
 * Prepares digests to many: what they share is rendered and composed here, and a part or a row that several of them hold, once
 * for all of them. Clicks and opens are tracked.
 */
export async function openDigests(sender: Sender): Promise<ComposeDigest> {
  const slots = createSlots();
  const subject = slots.inline('subject');
  const preview = slots.inline('preview');
  const period = slots.inline('period');
  const frame = ({ displayName, url }: DigestData) => ({ greeting: greeting(displayName), period, url });
  const mail = await compileBulkMail<DigestData>({
    template: {
      ...weeklyDigest,
      subject: () => subject,
      preview: () => preview,
      html: (data) => digestHtml(frame(data), slots.block('html')),
      text: (data) => digestText(frame(data), slots.block('text')),
    },
    data: (displayName) => ({ displayName, from: '', to: '', watchlist: [], movers: [], url: slots.inline('url') }),
    slots,
    sender,
    openPixel: true,
  });
  const encode = partsEncoder();
  const nameOf = weekNames();
  return (recipient, words, images) =>
    mail.compose(
      recipient,
      {
        ...nameOf(words),
        ...encode(digestParts(words)),
        preview: digestPreview(words),
        url: sender.links.click(recipient.messageId, READ_ON),
      },
      images,
    );
}

/** A digest as its reader would see it; its links lead straight to where they lead. */
export function previewDigest(words: DigestWords, displayName: string, site: Site): RenderedEmail {
  const [url = site.publicUrl] = digestLinks(site);
  return renderEmail('weekly-digest', { ...words, displayName, url }, site, { unsubscribeUrl: placeholderUrl(site) });
}
