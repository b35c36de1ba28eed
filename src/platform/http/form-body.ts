import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { collectBody, compressed, NO_BODY, type RequestBody, tooLarge, unsupportedType } from './body.ts';
import { isStorableText } from './json-text.ts';
import { isProblem, type Problem, problem } from './problem.ts';

export const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'] as const;

/** Either type with its parameters: `boundary`, and the one charset there is. */
const CONTENT_TYPE =
  /^(?:application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?|multipart\/form-data\s*;[^\r\n]*boundary=[^\r\n]*)$/i;

const MALFORMED = problem(400, 'malformed_form', 'The body is not a well-formed form in UTF-8.');

/** A name that is given twice becomes a list, which the schema of a text refuses, as it does a file. */
function fieldsOf(form: Iterable<[string, unknown]>): Record<string, unknown> | null {
  const fields = new Map<string, unknown>();
  for (const [name, value] of form) {
    if (!isStorableText(name) || (typeof value === 'string' && !isStorableText(value))) return null;
    fields.set(name, fields.has(name) ? [fields.get(name), value].flat() : value);
  }
  return Object.fromEntries(fields);
}

/**
 * Reads the body of an HTML form as an object of its fields.
 * @param limit bytes
 */
export async function readFormBody(req: IncomingMessage, limit: number): Promise<RequestBody | Problem> {
  if (Number(req.headers['content-length'] ?? 0) > limit) return tooLarge(limit);
  const contentType = req.headers['content-type'] ?? '';
  const refused = compressed(req) ?? (CONTENT_TYPE.test(contentType) ? null : unsupportedType(FORM_TYPES));
  if (refused) return refused;
  const raw = await collectBody(req, limit);
  if (isProblem(raw)) return raw;
  if (raw.length === 0) return { ...NO_BODY, value: {} };
  if (!isUtf8(raw)) return MALFORMED;
  try {
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } }).formData();
    const value = fieldsOf(form);
    return value === null ? MALFORMED : { raw, value };
  } catch {
    return MALFORMED; // no end of a part, no name: the only things that throw here
  }
}
