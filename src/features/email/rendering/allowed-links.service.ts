import type { FieldError } from '../../../platform/http/problem.ts';

const LINK_FIELD = /url$/i;

/** https anywhere, or below the public URL, which on a developer's machine is http. */
function isLinkAllowed(url: string, publicUrl: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  return parsed.protocol === 'https:' || parsed.origin === new URL(publicUrl).origin;
}

/**
 * Links of a request that must not go into a mail, at any depth. By convention a field that holds one is named `…url`.
 * @param path of the object in the request, `body.data`
 */
export function forbiddenLinks(data: object, publicUrl: string, path: string): FieldError[] {
  return Object.entries(data).flatMap(([key, value]: [string, unknown]) => {
    const field = Array.isArray(data) ? `${path}[${key}]` : `${path}.${key}`;
    if (typeof value === 'object' && value !== null) return forbiddenLinks(value, publicUrl, field);
    const forbidden = LINK_FIELD.test(key) && typeof value === 'string' && !isLinkAllowed(value, publicUrl);
    if (!forbidden) return [];
    const message = 'must be https without a password, or below the public URL of this installation';
    return [{ field, code: 'link_not_allowed', message }];
  });
}
