import { createElement as h } from 'react';
import { DIRECTION } from '../../../platform/mail/compose-mail.ts';
import { renderMarkup } from '../templates/break-lines.ts';
import { templateOf } from '../templates/catalog.ts';
import { shorten } from '../templates/format.domain.ts';
import { MailLayout } from '../templates/layout.ts';
import type { EmailTemplate, Site } from '../templates/template.ts';
import type { TemplateName } from '../templates/template-names.contract.ts';

/** HTML 4.01 transitional is what mail clients' engines were made for; anything newer changes spacing in some. */
const DOCTYPE =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';
/** Longer subjects are cut by every inbox. */
const SUBJECT_CHARACTERS = 150;

export interface RenderedEmail {
  subject: string;
  preview: string;
  html: string;
  text: string;
}

export interface RenderOptions {
  /** Where the recipient refuses mails like this one; `null` for those that cannot be refused. */
  unsubscribeUrl: string | null;
  /** Of an image that tells that the mail was opened; none unless given. */
  openUrl?: string | null;
}

export function subjectOf(template: EmailTemplate<unknown>, data: unknown, site: Site): string {
  return shorten(template.subject(data, site).replace(DIRECTION, ''), SUBJECT_CHARACTERS);
}

/** Renders a mail. @param data what the template's schema let through */
export function renderEmail(name: TemplateName, data: unknown, site: Site, options: RenderOptions): RenderedEmail {
  return renderTemplate(templateOf(name), data, site, options);
}

export function renderTemplate<Data>(
  template: EmailTemplate<Data>,
  data: Data,
  site: Site,
  { unsubscribeUrl, openUrl = null }: RenderOptions,
): RenderedEmail {
  const preview = template.preview(data, site).replace(/\s+/g, ' ');
  const { reason } = template;
  const children = template.html(data, site);
  const layout = h(MailLayout, { site, preview, reason, unsubscribeUrl, openUrl, children });
  const foot = [
    `--\n${reason}`,
    ...(unsubscribeUrl === null ? [] : [`Unsubscribe from these mails: ${unsubscribeUrl}`]),
    `${site.name}, ${site.publicUrl}\n`,
  ];
  return {
    subject: subjectOf(template as EmailTemplate<unknown>, data, site),
    preview,
    html: `${renderMarkup(layout, DOCTYPE)}\n`,
    text: [...template.text(data, site), foot.join('\n')].join('\n\n'),
  };
}
