import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readiness } from '../http/readiness.ts';

export interface WorkerHealth {
  port: number;
  close(): Promise<void>;
}

export interface WorkerHealthOptions {
  /** Whether the worker takes work, and what it depends on. */
  readiness(): Promise<Readiness>;
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

const told = (status: number, body: object): HealthAnswer => ({ status, type: JSON_TYPE, body: JSON.stringify(body) });

async function readyz({ readiness }: WorkerHealthOptions): Promise<HealthAnswer> {
  const { ready, checks } = await readiness();
  return told(ready ? 200 : 503, { status: ready ? 'ready' : 'unready', checks });
}

/** For people: always 200. */
async function health({ readiness }: WorkerHealthOptions): Promise<HealthAnswer> {
  const { checks } = await readiness();
  const passes = Object.values(checks).every(({ status }) => status === 'pass');
  return told(200, { status: passes ? 'ok' : 'degraded', uptimeSeconds: Math.round(process.uptime()), checks });
}

async function answer(request: IncomingMessage, options: WorkerHealthOptions): Promise<HealthAnswer> {
  const path = request.url?.split('?')[0];
  if (path === '/livez') return told(200, { status: 'ok' });
  if (path === '/readyz') return await readyz(options);
  if (path === '/api/health') return await health(options);
  if (path !== '/metrics') return told(404, { status: 'fail' });
  const body = await options.metrics(request.headers.authorization);
  return body === null ? told(401, { status: 'fail' }) : { status: 200, type: METRICS_TYPE, body };
}

/**
 * Serves the worker's `/livez` (the process answers), `/readyz` (its task queues are polled; what it depends on is shown),
 * `/api/health` (the same for people) and `/metrics` (with the token of scrapers) on 127.0.0.1, or on `host`.
 */
export async function serveWorkerHealth(
  host: string,
  port: number,
  options: WorkerHealthOptions,
): Promise<WorkerHealth> {
  const server = createServer((request, response) => {
    void answer(request, options)
      .catch(() => told(500, { status: 'fail' }))
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
