import { isUtf8 } from 'node:buffer';
import type { Config } from '../../../platform/config.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { parseJson } from '../../../platform/http/json-text.ts';
import { invalidRequest, isProblem, type Problem, problem } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { fieldErrors } from '../../../platform/http/validation.ts';
import {
  type BounceEvent,
  type BounceReportResult,
  bounceEvent,
  bounceReport,
  bounceReportResult,
  reportEnvelope,
} from './bounces.schema.ts';
import { isFresh, takeOnce } from './bounces.service.ts';
import { checkSignature } from './bounces.signature.ts';

/** Room for 1,000 events with long reasons. */
const LIMIT_BYTES = 4_194_304;

const EXAMPLE = {
  events: [
    {
      type: 'bounce',
      kind: 'hard',
      messageId: '<0198c0de-0000-7000-8000-000000000001@vibe.localhost>',
      occurredAt: '2026-01-02T14:30:00Z',
      reason: '550 5.1.1 no such user',
    },
  ],
};

/** The same for every fault: a forger must not learn which part was right. */
const UNSIGNED = problem(401, 'invalid_signature', 'X-Webhook-Signature is missing, wrong, or older than 5 minutes.', {
  headers: { 'WWW-Authenticate': 'Webhook-Signature' },
});

interface CheckedReport {
  events: BounceEvent[];
  rejected: BounceReportResult['rejected'];
}

/** A report with one valid event is taken; 400 when none is. */
function eventsOf(raw: Buffer): CheckedReport | Problem {
  if (!isUtf8(raw)) return problem(400, 'malformed_json', 'The body is not valid UTF-8.');
  const parsed = parseJson(raw.toString('utf8'));
  if (!parsed.ok) return problem(400, 'malformed_json', parsed.message);
  const envelope = reportEnvelope.safeParse(parsed.value);
  if (!envelope.success) return invalidRequest(fieldErrors('body', envelope.error.issues));
  const report: CheckedReport = { events: [], rejected: [] };
  for (const [index, value] of envelope.data.events.entries()) {
    const event = bounceEvent.safeParse(value);
    if (event.success) report.events.push(event.data);
    else report.rejected.push({ index, errors: fieldErrors('body', event.error.issues, ['events', index]) });
  }
  if (report.events.length > 0) return report;
  return invalidRequest(report.rejected.flatMap(({ errors }) => errors));
}

/** @param mail secret of the signatures, and right part of our Message-IDs */
export function bouncesRoutes(mail: Pick<Config['mail'], 'webhookSecret' | 'domain'>): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/email/webhooks/bounce',
      operationId: 'reportBounces',
      tags: ['email'],
      summary: 'Report bounces and complaints',
      description:
        'For the mail provider. Each request is signed with `EMAIL_WEBHOOK_SECRET`: `X-Webhook-Signature: t=<unix ' +
        'seconds>,v1=<hex HMAC-SHA256 of "t.body">`, at most five minutes old; otherwise 401. An event that is ' +
        'not valid is listed in `rejected` and the others are recorded; 400 if none is valid. Sending a report again ' +
        'changes nothing, and counts nothing.',
      access: 'public',
      limit: 'ingest',
      request: {
        stream: {
          limitBytes: LIMIT_BYTES,
          prompt: true,
          content: { 'application/json': { schema: bounceReport, example: EXAMPLE } },
        },
      },
      responses: {
        200: { description: 'What was recorded', body: bounceReportResult },
        401: { description: 'The signature is missing, wrong or too old' },
      },
      handler: async (input) => {
        const signature = checkSignature(mail.webhookSecret, input.header('x-webhook-signature'));
        // Before the body: what was not signed just now is not read.
        if (signature === null || !(await isFresh(input.em, signature.time))) return UNSIGNED;
        const raw = await input.body.collect((chunk) => signature.update(chunk));
        if (!signature.isRight()) return UNSIGNED;
        const report = eventsOf(raw);
        if (isProblem(report)) return report;
        const { events, rejected } = report;
        const taken = await transact(input.em, (tx) => takeOnce(tx, raw, events, mail.domain));
        return reply(200, { ...taken, received: events.length + rejected.length, rejected });
      },
    }),
  ];
}
