import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { TemplateName } from './email.contract.ts';
import { templateOf } from './templates/catalog.ts';
import { shorten } from './templates/format.domain.ts';
import { MailLayout } from './templates/layout.ts';
import type { EmailTemplate, Site } from './templates/template.ts';

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

export function subjectOf(template: EmailTemplate<unknown>, data: unknown, site: Site): string {
  return shorten(template.subject(data, site), SUBJECT_CHARACTERS);
}

/** Renders a mail. @param data what the template's schema let through */
export function renderEmail(name: TemplateName, data: unknown, site: Site): RenderedEmail {
  const template = templateOf(name);
  const preview = template.preview(data, site).replace(/\s+/g, ' ');
  const body = h(MailLayout, { site, preview, reason: template.reason, children: template.html(data, site) });
  return {
    subject: subjectOf(template, data, site),
    preview,
    html: `${DOCTYPE}${renderToStaticMarkup(body)}`,
    text: [...template.text(data, site), `--\n${template.reason}\n${site.name}, ${site.publicUrl}\n`].join('\n\n'),
  };
}
