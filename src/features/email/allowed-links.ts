import type { FieldError } from '../../platform/http/problem.ts';
import type { Site } from './templates/template.ts';

const LINK_FIELD = /url$/i;

/** https anywhere, or below the public URL, which on a developer's machine is http. */
export function isLinkAllowed(url: string, publicUrl: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  return parsed.protocol === 'https:' || parsed.origin === new URL(publicUrl).origin;
}

/** Links of a request that must not go into a mail. By convention a prop that holds one is named `…url`. */
export function forbiddenLinks(data: object, site: Site): FieldError[] {
  return Object.entries(data)
    .filter(([key, value]) => LINK_FIELD.test(key) && typeof value === 'string')
    .filter(([, value]) => !isLinkAllowed(value as string, site.publicUrl))
    .map(([key]) => ({
      field: `body.data.${key}`,
      code: 'link_not_allowed',
      message: 'https without a password, or below the public URL of this installation',
    }));
}
