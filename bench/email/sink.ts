import { createServer, type Socket } from 'node:net';
import process from 'node:process';
import type { SinkReport, SinkRequest } from './sink-client.ts';

/**
 * The mail server of every side, a process of its own: takes everything and remembers how often each number of the awaited
 * series `<series>-<number>@…` came and when the last did, nothing else, so that it needs the same memory for any number of mails.
 * Lean on purpose: what it spends, all sides lack.
 */

const CRLF = Buffer.from('\r\n');
const END_OF_MAIL = Buffer.from('\r\n.\r\n');
const NOTHING = Buffer.alloc(0);

let series = '';
let counts = new Uint16Array(0);
let state: SinkReport = emptyReport();
/** Where the next mail is kept, when someone asked to see one. */
let sampling = false;

function emptyReport(): SinkReport {
  return { accepted: 0, distinct: 0, strangers: 0, bytes: 0, lastAt: 0 };
}

function count(address: string, bytes: number): void {
  const at = address.lastIndexOf('@');
  const dash = address.lastIndexOf('-', at);
  const number = Number(address.slice(dash + 1, at));
  if (address.slice(0, dash) !== series || !(number < counts.length)) {
    state.strangers += 1;
    return;
  }
  counts[number] = (counts[number] as number) + 1;
  state.accepted += 1;
  state.bytes += bytes;
  state.lastAt = performance.timeOrigin + performance.now();
  if (counts[number] === 1) {
    state.distinct += 1;
    if (state.distinct === counts.length) process.send?.({ complete: series });
  }
}

function serve(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.write('220 sink ESMTP\r\n');
  let rest: Buffer = NOTHING;
  let to = '';
  let inData = false;
  let bytes = 0;
  let sample: Buffer[] | null = null;

  function command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') socket.write('250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 10485760\r\n');
    else if (verb === 'RCPT') {
      to = line.slice(line.indexOf('<') + 1, line.indexOf('>'));
      socket.write('250 2.1.5 ok\r\n');
    } else if (verb === 'DATA') {
      inData = true;
      bytes = 0;
      if (sampling) sample = [];
      sampling = false;
      socket.write('354 go ahead\r\n');
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else if (verb === 'MAIL' || verb === 'RSET' || verb === 'NOOP') socket.write('250 2.0.0 ok\r\n');
    else socket.write('500 5.5.2 what?\r\n');
  }

  socket.on('data', (chunk: Buffer) => {
    let buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const end = buffer.indexOf(inData ? END_OF_MAIL : CRLF);
      if (end < 0) break;
      if (inData) {
        bytes += end;
        sample?.push(buffer.subarray(0, end));
        if (sample) process.send?.({ sample: Buffer.concat(sample).toString('latin1') });
        sample = null;
        inData = false;
        buffer = buffer.subarray(end + END_OF_MAIL.length);
        count(to, bytes);
        socket.write('250 2.0.0 queued\r\n');
      } else {
        command(buffer.toString('latin1', 0, end));
        buffer = buffer.subarray(end + CRLF.length);
      }
    }
    // The end of a mail may be spread over chunks.
    const kept = inData ? Math.min(buffer.length, END_OF_MAIL.length - 1) : buffer.length;
    if (inData) {
      bytes += buffer.length - kept;
      sample?.push(buffer.subarray(0, buffer.length - kept));
    }
    rest = kept === 0 ? NOTHING : Buffer.from(buffer.subarray(buffer.length - kept));
  });
}

process.on('message', (request: SinkRequest) => {
  if ('await' in request) {
    ({ await: series } = request);
    counts = new Uint16Array(request.count);
    state = emptyReport();
    process.send?.({ awaiting: series });
  } else if ('sample' in request) sampling = true;
  else process.send?.({ report: state });
});
process.on('disconnect', () => process.exit());

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
