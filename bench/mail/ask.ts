import { Agent, request } from 'node:http';
import { welcomeTo } from '../../test/support/http.ts';
import type { Ask } from './load.ts';

/** Asks our API for mails, over connections that stay open. */
export function createAsk(
  { url, token }: { url: string; token: string },
  connections: number,
): { ask: Ask; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const ask: Ask = (address) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(welcomeTo(address));
      const post = request(
        `${url}/api/email/send`,
        {
          method: 'POST',
          agent,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        (response) => {
          const at: Buffer[] = [];
          response.on('data', (chunk: Buffer) => at.push(chunk));
          response.on('end', () =>
            response.statusCode === 202 ? resolve() : reject(new Error(`${response.statusCode} ${Buffer.concat(at)}`)),
          );
        },
      );
      post.on('error', reject);
      post.end(body);
    });
  return { ask, close: () => agent.destroy() };
}
