import type { FieldError } from '../../platform/http/problem.ts';
import { isLinkAllowed } from './link-rules.domain.ts';
import type { Site } from './templates/template.ts';

const LINK_FIELD = /url$/i;

/** Links of a request that must not go into a mail, at any depth. By convention a prop that holds one is named `…url`. */
export function forbiddenLinks(data: object, site: Site, path = 'body.data'): FieldError[] {
  return Object.entries(data).flatMap(([key, value]: [string, unknown]) => {
    const field = Array.isArray(data) ? `${path}[${key}]` : `${path}.${key}`;
    if (typeof value === 'object' && value !== null) return forbiddenLinks(value, site, field);
    const forbidden = LINK_FIELD.test(key) && typeof value === 'string' && !isLinkAllowed(value, site.publicUrl);
    if (!forbidden) return [];
    const message = 'https without a password, or below the public URL of this installation';
    return [{ field, code: 'link_not_allowed', message }];
  });
}
