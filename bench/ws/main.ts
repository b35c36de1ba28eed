import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { type CrowdApis, startCrowdApis } from '../../test/support/crowd.ts';
import { startSide } from '../http/side.ts';
import { figure, median, percentile, printFigures } from '../support/figures.ts';

/**
 * `npm run bench:ws [rounds] [messages]`: from publishing one message until each of a thousand sockets has it. Ours: a
 * committed transaction, Postgres, two API processes. Beside it two bare `ws` servers that send on what the publisher sends
 * them. The readers of each side are one process; the sides take turns.
 */

const [rounds = 7, messages = 30] = process.argv.slice(2).map(Number);
const SOCKETS = 1_000;
const SERVERS = 2;
/** Longer than one message takes, so that none waits for another. */
const EVERY_MS = 100;
const WITHIN_MS = 20_000;
/** As long as a message in a room. */
const TEXT = 'Earnings beat, guidance raised, and the market yawns. '.repeat(3);

interface Side {
  readers: ChildProcess;
  send(data: Record<string, unknown>): Promise<void>;
}

async function startReaders(urls: readonly string[], ...auth: string[]): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('./clients.ts', import.meta.url));
  const readers = fork(file, [urls.join(','), String(SOCKETS), ...auth], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [message] = await Promise.race([once(readers, 'message'), once(readers, 'exit')]);
  if (message !== 'ready') throw new Error('the readers did not come');
  return readers;
}

async function ourSide(crowd: CrowdApis): Promise<Side> {
  const urls = crowd.apis.map(({ url }) => `${url.replace('http', 'ws')}/api/ws`);
  return { readers: await startReaders(urls, crowd.token, crowd.topic), send: crowd.publish };
}

async function bareSide(urls: readonly string[], topic: string): Promise<Side> {
  const publishers = await Promise.all(
    urls.map(async (url) => {
      const socket = new WebSocket(`${url}/publish`);
      await once(socket, 'open');
      return socket;
    }),
  );
  return {
    readers: await startReaders(urls),
    send: async (data) => {
      const at = new Date().toISOString();
      const text = JSON.stringify({ type: 'event', topic, event: 'crowd', data, at });
      for (const socket of publishers) socket.send(text);
    },
  };
}

let sent = 0;

/** Milliseconds until each socket had each of the messages. */
async function measure(side: Side, count: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let i = 0; i < count; i += 1) {
    sent += 1;
    const all = once(side.readers, 'message', { signal: AbortSignal.timeout(WITHIN_MS) });
    await side.send({ n: sent, sentAt: String(process.hrtime.bigint()), text: TEXT });
    const [answer] = (await all) as [{ n: number; latencies: number[] }];
    if (answer.n !== sent) throw new Error(`message ${sent} was overtaken by ${answer.n}`);
    latencies.push(...answer.latencies);
    await sleep(EVERY_MS);
  }
  return latencies;
}

const crowd = await startCrowdApis(SERVERS, { PROGRAM_OUTPUT: 'discard' });
const bareServers = await Promise.all(Array.from({ length: SERVERS }, () => startSide('../ws/baseline.ts', {})));
try {
  const sides = {
    ours: await ourSide(crowd),
    bare: await bareSide(
      bareServers.map(({ url }) => url.replace('http', 'ws')),
      crowd.topic,
    ),
  };
  const names = ['ours', 'bare'] as const;
  for (const name of names) await measure(sides[name], messages);
  const p50 = { ours: [] as number[], bare: [] as number[] };
  const p99 = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const latencies = await measure(sides[name], messages);
      p50[name].push(percentile(latencies, 0.5));
      p99[name].push(percentile(latencies, 0.99));
      process.stderr.write(
        `${round + 1}/${rounds} ${name}: p50 ${p50[name].at(-1)?.toFixed(1)} ms, p99 ${p99[name].at(-1)?.toFixed(1)} ms\n`,
      );
    }
  }
  printFigures([
    figure('ws.received.p50', 'ms', median(p50.ours), median(p50.bare), rounds),
    figure('ws.received.p99', 'ms', median(p99.ours), median(p99.bare), rounds),
  ]);
  for (const name of names) sides[name].readers.disconnect();
} finally {
  await Promise.all([...bareServers.map((server) => server.stop()), crowd.stop()]);
}
process.exit(0);
