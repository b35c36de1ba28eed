import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ask } from '../support/http.ts';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../support/otlp-receiver.ts';
import type { Program } from '../support/programs.ts';
import { type System, startSystem } from '../support/system.ts';
import { type S3Server, startS3Server } from '../support/versitygw.ts';

let receiver: OtlpReceiver;
let system: System | undefined;

const traced = () => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=collector-key',
  OTEL_BSP_SCHEDULE_DELAY: '200',
  LOG_LEVEL: 'debug',
});

beforeEach(async () => {
  receiver = await startOtlpReceiver();
});

afterEach(async () => {
  await system?.stop();
  await receiver.close();
});

const SIGN_UP = 'POST /api/auth/signup';
const isQuery = (span: ReceivedSpan) => span.name.startsWith('pg.query');

const linesOf = (program: Program) =>
  program.output.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);

/** The names from the span up to the root of its trace. */
function ancestry(spans: ReceivedSpan[], span: ReceivedSpan): string[] {
  const parent = spans.find((candidate) => candidate.spanId === span.parentSpanId);
  return parent === undefined ? [span.name] : [span.name, ...ancestry(spans, parent)];
}

test('one trace covers a sign-up from its request through client, workflow and activity to SQL and SMTP', async () => {
  system = await startSystem({ env: traced() });
  const answer = await ask('POST', `${system.api.url}/api/auth/signup`, {
    body: { email: 'ada@example.test', password: 'a long enough password', displayName: 'Ada' },
  });
  expect(answer.status).toBe(202);
  await system.sink.untilAccepted(['ada@example.test'], 30_000);

  const inTrace = () => {
    const root = receiver.spans.find((span) => span.name === SIGN_UP);
    return receiver.spans.filter((span) => span.traceId === root?.traceId);
  };
  await receiver.until(
    () =>
      inTrace().some((span) => span.name.startsWith('RunWorkflow:')) &&
      inTrace().some((span) => isQuery(span) && span.service === 'vibe-worker') &&
      inTrace().some((span) => span.name === 'smtp send'),
    30_000,
  );
  const trace = inTrace();

  const http = trace.find((span) => span.name === SIGN_UP);
  expect(http).toMatchObject({ service: 'vibe-api', parentSpanId: '' });
  expect(http?.attributes['http.route']).toBe('/api/auth/signup');

  const workflow = trace.find((span) => span.name.startsWith('RunWorkflow:')) as ReceivedSpan;
  expect(ancestry(trace, workflow)).toEqual([
    workflow.name,
    workflow.name.replace('RunWorkflow', 'StartWorkflow'),
    SIGN_UP,
  ]);
  expect(workflow).toMatchObject({ service: 'vibe-worker', status: 1 });

  const activityQuery = trace.find((span) => isQuery(span) && span.service === 'vibe-worker') as ReceivedSpan;
  expect(ancestry(trace, activityQuery).slice(1)).toEqual([
    expect.stringMatching(/^RunActivity:/),
    ...ancestry(trace, workflow),
  ]);
  const mail = trace.find((span) => span.name === 'smtp send') as ReceivedSpan;
  expect(mail.service).toBe('vibe-worker');
  expect(ancestry(trace, mail).slice(1)).toEqual([
    expect.stringMatching(/^RunActivity:/),
    ...ancestry(trace, workflow),
  ]);
  const requestQuery = trace.find((span) => isQuery(span) && span.service === 'vibe-api') as ReceivedSpan;
  expect(ancestry(trace, requestQuery)).toContain(SIGN_UP);

  expect(receiver.headers.filter((headers) => headers['content-type']?.includes('json'))).not.toHaveLength(0);
  for (const headers of receiver.headers.filter((each) => each['content-type']?.includes('json'))) {
    expect(headers['x-api-key']).toBe('collector-key');
  }

  await ask('GET', `${system.api.url}/api/jobs?cursor=a-secret-of-the-query`);
  await receiver.until((spans) => spans.some((span) => span.name === 'GET /api/jobs'), 10_000);
  expect(JSON.stringify(receiver.spans)).not.toContain('a-secret-of-the-query');

  // The lines of the API, of the worker and of the SDK inside it name the same trace.
  const traceId = http?.traceId;
  expect(linesOf(system.api)).toContainEqual(
    expect.objectContaining({ msg: 'request', trace_id: traceId, request_id: expect.any(String) }),
  );
  const workflowId = String(workflow.attributes.temporalWorkflowId);
  expect(linesOf(system.worker)).toContainEqual(
    expect.objectContaining({
      msg: 'Activity completed',
      activity: 'deliverEmail',
      workflow_id: workflowId,
      job_id: workflowId.split(':')[0],
      trace_id: traceId,
    }),
  );

  // Values of queries are personal data: the statement is there, its parameters are not.
  expect(JSON.stringify(receiver.spans)).not.toContain('ada@example.test');
}, 120_000);

test('one trace covers an export from its request to the object storage', async () => {
  const s3 = await startS3Server();
  try {
    await exportTo(s3);
  } finally {
    await s3.stop();
  }
}, 180_000);

async function exportTo({ storage: { s3 } }: S3Server): Promise<void> {
  system = await startSystem({
    env: {
      ...traced(),
      S3_BUCKET: s3?.bucket ?? '',
      S3_ENDPOINT: s3?.endpoint ?? '',
      S3_ACCESS_KEY_ID: s3?.accessKeyId ?? '',
      S3_SECRET_ACCESS_KEY: s3?.secretAccessKey ?? '',
    },
  });
  const token = await system.adminToken();
  const body = { dataset: 'posts', format: 'csv' };
  expect((await ask('POST', `${system.api.url}/api/jobs/export`, { token, body })).status).toBe(202);
  const inTrace = () => {
    const root = receiver.spans.find((span) => span.name === 'POST /api/jobs/export');
    return receiver.spans.filter((span) => span.traceId === root?.traceId);
  };
  await receiver.until(() => inTrace().some((span) => span.name === 'storage put'), 60_000);
  const put = inTrace().find((span) => span.name === 'storage put') as ReceivedSpan;
  expect(put.service).toBe('vibe-worker');
  await receiver.until(() => inTrace().some((span) => span.name.startsWith('RunWorkflow:')), 30_000);
  const isOfS3 = ({ name, parentSpanId }: ReceivedSpan) => name === 'PUT' && parentSpanId === put.spanId;
  await receiver.until(() => inTrace().some(isOfS3), 30_000);
  const request = inTrace().find(isOfS3) as ReceivedSpan;
  expect(String(request.attributes['url.full'])).toContain(s3?.endpoint);
  expect(ancestry(inTrace(), request)).toEqual([
    'PUT',
    'storage put',
    expect.stringMatching(/^RunActivity:/),
    expect.stringMatching(/^RunWorkflow:/),
    expect.stringMatching(/^StartWorkflow:/),
    'POST /api/jobs/export',
  ]);
}
