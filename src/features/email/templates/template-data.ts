import type { z } from 'zod';

/** The value without the fields that a schema did not know. */
function without(value: unknown, unknown: readonly z.core.$ZodIssueUnrecognizedKeys[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const { path, keys } of unknown) {
    const holder = path.reduce((at: unknown, key) => (at as Record<PropertyKey, unknown>)[key], copy);
    for (const key of keys) delete (holder as Record<string, unknown>)[key];
  }
  return copy;
}

/**
 * Stored data as its template takes it. Requests refuse unknown fields; here they are left out, since a release that asked for
 * more may have stored the mail.
 */
export function templateData<Data>(schema: z.ZodType<Data>, stored: unknown): z.ZodSafeParseResult<Data> {
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed;
  const unknown = parsed.error.issues.filter((issue) => issue.code === 'unrecognized_keys');
  return unknown.length > 0 ? schema.safeParse(without(stored, unknown)) : parsed;
}
