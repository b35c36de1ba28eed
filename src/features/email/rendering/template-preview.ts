import { templateOf } from '../templates/catalog.ts';
import type { Site } from '../templates/template.ts';
import { TEMPLATE_NAMES, type TemplateName } from '../templates/template-names.contract.ts';
import { type RenderedEmail, renderEmail } from './render.ts';

/** A template with its sample data, filled in with the defaults that a request would get. */
function sampleOf(name: TemplateName): Record<string, unknown> {
  const template = templateOf(name);
  return template.schema.parse(template.sample) as Record<string, unknown>;
}

/** Looks like a link to refuse mails and names none. */
export function placeholderUrl(site: Site): string {
  return `${site.publicUrl}/api/email/unsubscribe/preview`;
}

export function previewTemplate(name: TemplateName, site: Site): RenderedEmail {
  const unsubscribeUrl = templateOf(name).category === 'account' ? null : placeholderUrl(site);
  return renderEmail(name, sampleOf(name), site, { unsubscribeUrl });
}

export function listTemplates(site: Site) {
  return TEMPLATE_NAMES.map((name) => {
    const { category, description } = templateOf(name);
    return {
      name,
      category,
      description,
      subject: previewTemplate(name, site).subject,
      sample: sampleOf(name),
      preview: `/api/email/templates/${name}/preview`,
    };
  });
}
