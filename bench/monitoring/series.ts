import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, METHODS, request } from 'node:http';
import { connect } from 'node:net';
import { createDatabase } from '../../test/support/database.ts';
import { startApi } from '../../test/support/programs.ts';
import { type Figure, figure } from '../support/figures.ts';

/** What strangers can do to `/metrics`: 10,000 random paths with every method that there is, and with methods that are none. */

const REQUESTS = 10_000;
/** Of them with a method that is none. */
const UNKNOWN = 500;
const AT_ONCE = 20;
const TOKEN = 'bench-of-the-series';
/** They ask for something else than an answer. */
const METHODS_TRIED = METHODS.filter((method) => !['CONNECT', 'TRACE'].includes(method));

const word = () => randomBytes(6).toString('hex');
const pathOf = (n: number) =>
  `${['/', '/api/', '/api/users/', '/metrics/'][n % 4]}${word()}/${word()}?${word()}=${word()}`;

async function ask(base: string, agent: Agent, method: string, path: string): Promise<void> {
  const sent = request(`${base}${path}`, { method, agent });
  sent.end();
  const [response] = await once(sent, 'response');
  response.resume();
  await once(response, 'end');
}

async function askUnknown(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  socket.write(`${word().toUpperCase()} ${pathOf(0)} HTTP/1.1\r\nHost: bench\r\n\r\n`);
  await once(socket, 'close');
}

async function inTurns(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < count) {
        next += 1;
        await work(next);
      }
    }),
  );
}

export async function benchSeries(): Promise<Figure[]> {
  const database = await createDatabase();
  const api = await startApi({
    DATABASE_URL: database.url,
    METRICS_TOKEN: TOKEN,
    RATE_LIMIT_FACTOR: '100000',
    PROGRAM_OUTPUT: 'discard',
    ...(process.env.VIBE_RUN === undefined ? {} : { VIBE_RUN: process.env.VIBE_RUN }),
  });
  await api.ready();
  const agent = new Agent({ keepAlive: true });
  async function seriesOfRoutes(): Promise<number> {
    const answer = await fetch(`${api.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
    const lines = (await answer.text()).split('\n').filter((line) => line.startsWith('http_server_'));
    if (answer.status !== 200 || lines.length === 0) throw new Error(`/metrics answered ${answer.status}`);
    return lines.length;
  }
  const attack = (count: number) =>
    inTurns(count, async (n) => {
      if (n % (REQUESTS / UNKNOWN) === 0) await askUnknown(Number(new URL(api.url).port));
      else await ask(api.url, agent, METHODS_TRIED[n % METHODS_TRIED.length] as string, pathOf(n));
    });
  try {
    // Each method that has a series of its own has it after these.
    await attack(REQUESTS / 10);
    await seriesOfRoutes();
    const before = await seriesOfRoutes();
    await attack(REQUESTS);
    return [
      figure('series: of routes, after 10,000 random requests and before', 'count', await seriesOfRoutes(), before, 1),
    ];
  } finally {
    agent.destroy();
    await api.kill();
    await database.drop();
  }
}
