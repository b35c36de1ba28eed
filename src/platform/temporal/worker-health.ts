import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WorkerHealth {
  port: number;
  close(): Promise<void>;
}

export interface WorkerHealthOptions {
  /** Whether the worker takes work. */
  ready(): boolean;
  /** @returns what `/metrics` shows to this `Authorization`; null to refuse it */
  metrics(authorization: string | undefined): Promise<string | null>;
}

const JSON_TYPE = 'application/json';
const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

interface HealthAnswer {
  status: number;
  type: string;
  body: string;
}

const told = (status: number): HealthAnswer => ({
  status,
  type: JSON_TYPE,
  body: JSON.stringify({ status: status === 200 ? 'pass' : 'fail' }),
});

async function answer(request: IncomingMessage, options: WorkerHealthOptions): Promise<HealthAnswer> {
  const path = request.url?.split('?')[0];
  if (path === '/livez') return told(200);
  if (path === '/readyz') return told(options.ready() ? 200 : 503);
  if (path !== '/metrics') return told(404);
  const body = await options.metrics(request.headers.authorization);
  return body === null ? told(401) : { status: 200, type: METRICS_TYPE, body };
}

/**
 * Serves the worker's `/livez` (the process answers), `/readyz` (its task queues are polled) and `/metrics` (with the token of
 * scrapers) on 127.0.0.1, or on `host`.
 */
export async function serveWorkerHealth(
  host: string,
  port: number,
  options: WorkerHealthOptions,
): Promise<WorkerHealth> {
  const server = createServer((request, response) => {
    void answer(request, options)
      .catch(() => told(500))
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type });
        response.end(body);
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
