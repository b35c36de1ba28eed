import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { Problem } from './problem.ts';

/** What is wrong with one field of a request. */
export const fieldError = z.strictObject({ field: z.string(), code: z.string(), message: z.string() });

/** RFC 9457, with the members `code`, `requestId` and `errors` as extensions. */
export const problemDocument = z
  .strictObject({
    type: z.string().describe('Always `about:blank`: `code` names the problem'),
    title: z.string().describe('Name of the HTTP status'),
    status: z.number().int(),
    code: z.string().describe('Stable name of the problem, for programs'),
    detail: z.string().describe('A sentence for people'),
    requestId: z.string().describe('Quote it when you ask for help; the logs have it too'),
    errors: z.array(fieldError).optional().describe('One entry for each bad field'),
  })
  .meta({ id: 'Problem' });

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function problemText(found: Problem, requestId: string): string {
  const { status, code, detail, errors, members } = found;
  const title = STATUS_CODES[status] ?? 'Error';
  return JSON.stringify({ type: 'about:blank', title, status, code, detail, requestId, errors, ...members });
}
