import { WebSocket } from 'ws';

/**
 * All readers of one side, in a process of their own: `clients.ts URL,URL COUNT [TOKEN TOPIC]`. Says `ready` to its parent
 * when all are there, and for each message that all have, how long it took to each of them.
 */

const [urls = '', count = '0', token, topic] = process.argv.slice(2);
const total = Number(count);
const targets = urls.split(',');

/** Number of the message → milliseconds to each reader that has it. */
const arrived = new Map<number, number[]>();

function note(message: { n: number; sentAt: string }): void {
  const ms = Number(process.hrtime.bigint() - BigInt(message.sentAt)) / 1e6;
  const latencies = arrived.get(message.n) ?? [];
  arrived.set(message.n, latencies);
  latencies.push(ms);
  if (latencies.length < total) return;
  arrived.delete(message.n);
  process.send?.({ n: message.n, latencies });
}

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      if (token === undefined) resolve();
      else {
        socket.send(JSON.stringify({ type: 'auth', token }));
        socket.send(JSON.stringify({ type: 'subscribe', topic }));
      }
    });
    socket.on('message', (text: Buffer) => {
      const message = JSON.parse(text.toString()) as { type: string; data: { n: number; sentAt: string } };
      if (message.type === 'event') note(message.data);
      if (message.type === 'subscribed') resolve();
      if (message.type === 'error') reject(new Error(text.toString()));
    });
  });
  return socket;
}

const sockets: WebSocket[] = [];
while (sockets.length < total) {
  const url = targets[sockets.length % targets.length] as string;
  sockets.push(await open(url));
}
process.send?.('ready');
process.once('disconnect', () => process.exit(0));
