import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import { loadConfig } from '../../../src/platform/config.ts';
import { createLogger, type Logger, withLogFields } from '../../../src/platform/log/logger.ts';
import { temporalLogger } from '../../../src/platform/log/temporal-logger.ts';
import { withTraceparent } from '../../../src/platform/telemetry/trace-context.ts';
import { carryTraces } from '../../support/tracing.ts';

const lines: Record<string, unknown>[] = [];
const texts: string[] = [];
let logger: Logger;
let stopTracing: () => void;

beforeEach(() => {
  lines.length = 0;
  texts.length = 0;
  stopTracing = carryTraces();
  const write = (text: string) => {
    texts.push(text);
    lines.push(JSON.parse(text) as Record<string, unknown>);
  };
  logger = createLogger(loadConfig({}).log, { service: 'test', destination: { write } });
});
afterEach(() => stopTracing());

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a line carries the trace and the fields of the work around it, through awaits', async () => {
  await withTraceparent(TRACEPARENT, () =>
    withLogFields({ request_id: 'r-1' }, async () => {
      await Promise.resolve();
      await withLogFields({ job_id: 'j-1' }, async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        logger.info({ status: 202 }, 'inside');
      });
      logger.info('between');
    }),
  );
  logger.info('outside');
  expect(lines).toMatchObject([
    {
      level: 'info',
      service: 'test',
      msg: 'inside',
      status: 202,
      request_id: 'r-1',
      job_id: 'j-1',
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      span_id: 'b7ad6b7169203331',
    },
    { msg: 'between', request_id: 'r-1' },
    { msg: 'outside' },
  ]);
  expect(lines[1]).not.toHaveProperty('job_id');
  expect(Object.keys(lines[2] ?? {})).toEqual(['level', 'time', 'service', 'pid', 'msg']);
});

test.each([
  'authorization',
  'Authorization',
  'cookie',
  'Set-Cookie',
  'password',
  'newPassword',
  'token',
  'refreshToken',
  'access_token',
  'secret',
  'apiKey',
  'api_key',
])('the value of %s is never written, however deep', (name) => {
  logger.info({ [name]: 'hunter2', a: { b: [{ [name]: { c: 'hunter2' } }] } }, 'with a secret');
  logger
    .child({ [name]: 'hunter2' })
    .child({ a: { [name]: 'hunter2' } })
    .warn('from a child');
  logger.error(Object.assign(new Error('failed'), { config: { headers: { [name]: 'hunter2' } } }));
  expect(texts.join('')).not.toContain('hunter2');
  expect(lines[0]).toMatchObject({ [name]: '[redacted]', a: { b: [{ [name]: '[redacted]' }] } });
});

test('credentials are cut out of URLs in messages, fields and errors', () => {
  const url = 'smtps://mailer:hunter2@smtp.example.com:465/?pool=true';
  logger.info({ url, list: [`to ${url}`] }, `connecting to ${url}`);
  logger.error(new Error(`cannot reach ${url}`, { cause: new Error(url) }));
  expect(texts.join('')).not.toContain('hunter2');
  expect(lines[0]).toMatchObject({ url: 'smtps://[redacted]@smtp.example.com:465/?pool=true' });
});

test('an error is written with its kind, message, stack and cause', () => {
  logger.error({ err: new TypeError('broken', { cause: new Error('the reason') }) }, 'it failed');
  expect(lines[0]).toMatchObject({
    level: 'error',
    msg: 'it failed',
    err: {
      type: 'TypeError',
      message: expect.stringContaining('broken'),
      stack: expect.stringContaining('the reason'),
    },
  });
});

test('cycles and depth end in a line, not in a crash', () => {
  const cycle: Record<string, unknown> = { name: 'cycle' };
  cycle.self = cycle;
  logger.info({ cycle }, 'round');
  expect(lines).toMatchObject([{ msg: 'round', cycle: { name: 'cycle' } }]);
});

test("the SDK's lines have our levels and names: job, run, activity and trace", () => {
  const jobId = '01a20bd8-9a96-7bd3-9430-295efde2be30';
  temporalLogger(logger).warn('Activity failed', {
    sdkComponent: 'worker',
    workflowId: `${jobId}:2`,
    workflowRunId: 'run',
    activityType: 'deliverEmail',
    attempt: 3,
    taskToken: 'AAAA',
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    error: new Error('451 try later'),
  });
  temporalLogger(logger).log('INFO', 'Workflow started', { workflowId: 'maintenance-2026-11-24' });
  temporalLogger(logger).debug('below the level', { workflowId: 'x' });
  expect(lines).toMatchObject([
    {
      level: 'warn',
      component: 'worker',
      job_id: jobId,
      workflow_id: `${jobId}:2`,
      workflow_run_id: 'run',
      activity: 'deliverEmail',
      attempt: 3,
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      err: { message: '451 try later' },
    },
    { level: 'info', workflow_id: 'maintenance-2026-11-24' },
  ]);
  expect(lines).toHaveLength(2);
  expect(texts.join('')).not.toContain('AAAA');
  expect(lines[1]).not.toHaveProperty('job_id');
});

test('spans that are not valid leave no ids', () => {
  expect(trace.getActiveSpan()).toBeUndefined();
  logger.info('no trace');
  expect(lines[0]).not.toHaveProperty('trace_id');
});
