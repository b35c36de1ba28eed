import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WorkerHealth {
  port: number;
  close(): Promise<void>;
}

/**
 * Serves the worker's `/livez` (the process answers) and `/readyz` (its task queues are polled) on 127.0.0.1, or on `host`.
 * @param ready whether the worker takes work
 */
export async function serveWorkerHealth(host: string, port: number, ready: () => boolean): Promise<WorkerHealth> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    const status = path === '/livez' ? 200 : path === '/readyz' ? (ready() ? 200 : 503) : 404;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: status === 200 ? 'pass' : 'fail' }));
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
