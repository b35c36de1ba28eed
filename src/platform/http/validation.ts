import { parse as parseQuery } from 'node:querystring';
import type { z } from 'zod';
import { isStorableText } from './json-text.ts';
import { type FieldError, MAX_ERRORS } from './problem.ts';

export type RequestPart = 'params' | 'query' | 'body';

/** Of a name in an answer: names that a caller makes up may be of any length. */
const NAME_LENGTH = 200;

function fieldName(part: RequestPart, path: readonly PropertyKey[]): string {
  let name: string = part;
  for (const step of path) name += typeof step === 'number' ? `[${step}]` : `.${String(step)}`;
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH).toWellFormed()}…` : name;
}

/** The branch of a union that the caller most likely meant: the one with the fewest complaints. */
function nearestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  return branches.reduce<readonly z.core.$ZodIssue[]>(
    (nearest, branch) =>
      nearest.length === 0 || (branch.length > 0 && branch.length < nearest.length) ? branch : nearest,
    [],
  );
}

/** One entry for each bad field, with unknown fields named one by one; stops at {@link MAX_ERRORS}. */
export function fieldErrors(
  part: RequestPart,
  issues: readonly z.core.$ZodIssue[],
  base: readonly PropertyKey[] = [],
): FieldError[] {
  const found: FieldError[] = [];
  for (const issue of issues) {
    if (found.length >= MAX_ERRORS) break;
    found.push(...errorsOf(part, issue, base));
  }
  return found.slice(0, MAX_ERRORS);
}

function errorsOf(part: RequestPart, issue: z.core.$ZodIssue, base: readonly PropertyKey[]): FieldError[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_ERRORS).map((key) => ({
      field: fieldName(part, [...path, key]),
      code: 'unknown_field',
      message: 'This field is not known',
    }));
  }
  if (issue.code === 'invalid_union') {
    const branch = nearestBranch(issue.errors);
    if (branch.length > 0) return fieldErrors(part, branch, path);
  }
  return [{ field: fieldName(part, path), code: issue.code, message: issue.message }];
}

type Checked = { value: unknown; errors: null } | { value: null; errors: FieldError[] };

/** Checks one part of a request against its schema. Async refinements are not supported: rules that query belong to services. */
export function check(part: RequestPart, schema: z.ZodType, value: unknown): Checked {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data, errors: null };
  return { value: null, errors: fieldErrors(part, parsed.error.issues) };
}

/**
 * Decodes a query string. A name that is given twice becomes an array, which a schema of a text refuses.
 * @returns null when its percent encoding is broken or a text in it could not be stored
 */
export function decodeQuery(querystring: string): Record<string, unknown> | null {
  if (querystring === '') return {};
  try {
    if (!isStorableText(decodeURIComponent(querystring))) return null;
  } catch {
    return null; // a percent sign that starts no UTF-8 character
  }
  return { ...parseQuery(querystring) };
}

/** True when a path can be decoded into texts that could be stored. */
export function isDecodablePath(path: string): boolean {
  if (!path.includes('%')) return true;
  try {
    return isStorableText(decodeURIComponent(path));
  } catch {
    return false; // a percent sign that starts no UTF-8 character
  }
}
