import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { startOtlpReceiver } from '../../support/otlp-receiver.ts';

/** The programs load telemetry before themselves, so these tests do it the same way: in a process of its own. */

const root = fileURLToPath(new URL('../../..', import.meta.url));
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

async function run(program: string, env: Record<string, string>): Promise<{ output: string; code: unknown }> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      './src/platform/telemetry/register.ts',
      '--input-type=module',
      '-e',
      program,
    ],
    { cwd: root, env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { output, code };
}

/** Answers two requests, the second as part of a caller's trace, with the trace each is handled in. */
const SERVER = `
  import { createServer } from 'node:http';
  import { currentTraceparent } from './src/platform/telemetry/trace-context.ts';
  import { nameHttpSpan } from './src/platform/telemetry/http-span.ts';
  import { exportMetrics, shutdownTelemetry } from './src/platform/telemetry/telemetry.ts';
  exportMetrics(() => [{ name: 'shop_sales_total', help: 'Sales', kind: 'counter', points: [{ labels: { of: 'hats' }, value: 3 }] }]);
  const server = createServer(async (request, response) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    nameHttpSpan('/things/:id');
    response.end(currentTraceparent());
  });
  server.listen(0, '127.0.0.1', async () => {
    const url = 'http://127.0.0.1:' + server.address().port + '/things/1?token=hunter2';
    console.log(await (await fetch(url)).text());
    console.log(await (await fetch(url, { headers: { traceparent: '${TRACEPARENT}' } })).text());
    server.closeAllConnections();
    server.close();
    await shutdownTelemetry();
    process.exit();
  });
`;

test("without an endpoint every request has a trace, new or the caller's, and nothing is loaded to export it", async () => {
  const program = `${SERVER}
    const { createRequire } = await import('node:module');
    process.on('exit', () => {
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => /sdk-node|instrumentation-|exporter-/.test(file));
      console.log('loaded: ' + loaded.length);
    });`;
  const { output, code } = await run(program, {});
  const [own, joined, loaded] = output.trim().split('\n');
  expect(own).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  expect(joined).toBe(TRACEPARENT);
  expect(loaded).toBe('loaded: 0');
  expect(code).toBe(0);
});

test('with an endpoint spans and metrics arrive, named by route, and the shutdown waits for them', async () => {
  const receiver = await startOtlpReceiver();
  const { output, code } = await run(SERVER, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_SERVICE_NAME: 'shop' });
  await receiver.close();
  const [own, joined] = output.trim().split('\n');
  expect(code).toBe(0);
  expect(receiver.spans.map((span) => [span.service, span.name, span.traceId, span.spanId])).toEqual(
    [own, joined].map((traceparent) => ['shop', 'GET /things/:id', ...(traceparent ?? '').split('-').slice(1, 3)]),
  );
  expect(receiver.spans[1]?.parentSpanId).toBe('b7ad6b7169203331');
  expect(JSON.stringify(receiver.spans)).not.toContain('hunter2');
  expect([...receiver.metrics]).toEqual(['shop_sales_total']);
});

test('a collector that never answers does not hold up the end, and is named in a line', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const anHour = '3600000'; // what the SDK would wait for
  const { output, code } = await run(SERVER, {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    OTEL_EXPORTER_OTLP_TIMEOUT: anHour,
    OTEL_BSP_EXPORT_TIMEOUT: anHour,
    OTEL_METRIC_EXPORT_TIMEOUT: anHour,
  });
  silent.closeAllConnections();
  silent.close();
  expect(code).toBe(0);
  expect(output).toContain('exporting the last spans took too long');
});

test('a collector that is away is named in a line', async () => {
  const { output, code } = await run(SERVER, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  expect(code).toBe(0);
  expect(output).toContain('"component":"telemetry"');
});
