import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { Problem } from './problem.ts';

/** RFC 9457, with the members `code`, `requestId` and `errors` as extensions. */
export const problemDocument = z
  .object({
    type: z.string().describe('`about:blank`: the status and `code` say it all'),
    title: z.string().describe('The name of the status'),
    status: z.number().int(),
    code: z.string().describe('Stable, for programs'),
    detail: z.string().describe('For people'),
    requestId: z.string().describe('To be quoted when asking for help; it is in the logs'),
    errors: z
      .array(z.object({ field: z.string(), code: z.string(), message: z.string() }))
      .optional()
      .describe('One entry for each bad field'),
  })
  .meta({ id: 'Problem' });

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function problemText(found: Problem, requestId: string): string {
  const { status, code, detail, errors } = found;
  const title = STATUS_CODES[status] ?? 'Error';
  return JSON.stringify({ type: 'about:blank', title, status, code, detail, requestId, errors });
}
