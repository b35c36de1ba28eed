import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** What the server does with one message, or with the connection that would carry it. */
export type Behaviour =
  | 'accept'
  | 'silent-at-greeting'
  | 'silent-after-dot'
  | 'close-at-greeting'
  | 'close-at-mail'
  | 'close-mid-data'
  | 'close-after-dot'
  /** Answers the step with these words, `451 4.3.0 try later` for example; 421 also closes. */
  | { at: 'greeting' | 'auth' | 'mail' | 'rcpt' | 'data' | 'dot'; reply: string };

export interface ReceivedMail {
  from: string;
  to: string;
  /** As it was before dot-stuffing. */
  raw: string;
  messageId: string;
  /** Which connection carried it, from 1. */
  connection: number;
  /** Whether the server said that it took it. */
  accepted: boolean;
}

export interface ScriptedSmtpServer {
  url: string;
  port: number;
  /** Every message that arrived up to its final dot. */
  received: ReceivedMail[];
  connections: number;
  open(): number;
  /** The behaviour of messages to come: one for all, or by recipient and how often it was tried before. */
  behave(script: Behaviour | ((to: string, earlierTries: number) => Behaviour)): void;
  /** Milliseconds the server takes before it answers the final dot. */
  delayMs: number;
  /** Takes every message at once again, and forgets those that came. */
  reset(): void;
  close(): Promise<void>;
}

export interface SmtpServerOptions {
  pipelining?: boolean;
  /** `user:password` that AUTH PLAIN must give. */
  credentials?: string;
  port?: number;
}

interface Session {
  socket: Socket;
  number: number;
  buffer: string;
  data: boolean;
  from: string;
  to: string;
  behaviour: Behaviour;
}

/** An SMTP server on a raw socket that misbehaves on command. */
export async function startSmtpServer(options: SmtpServerOptions = {}): Promise<ScriptedSmtpServer> {
  const sockets = new Set<Socket>();
  const tries = new Map<string, number>();
  let script: Behaviour | ((to: string, earlierTries: number) => Behaviour) = 'accept';
  const generally = (): Behaviour => (typeof script === 'function' ? 'accept' : script);

  const server = createServer((socket) => {
    socket.setNoDelay(true); // replies to a pipelined envelope are several writes
    sockets.add(socket);
    self.connections += 1;
    const session: Session = {
      socket,
      number: self.connections,
      buffer: '',
      data: false,
      from: '',
      to: '',
      behaviour: generally(),
    };
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setEncoding('latin1');
    const { behaviour } = session;
    if (behaviour === 'close-at-greeting') socket.destroy();
    else if (behaviour === 'silent-at-greeting') return;
    else answer(session, 'greeting', '220 test ESMTP');
    socket.on('data', (chunk: string) => receive(session, chunk));
  });

  function answer(session: Session, step: string, usual: string): void {
    const { behaviour, socket } = session;
    const words = typeof behaviour === 'object' && behaviour.at === step ? behaviour.reply : usual;
    if (!socket.writable) return;
    socket.write(`${words}\r\n`);
    if (words.startsWith('421')) socket.end();
  }

  function receive(session: Session, chunk: string): void {
    session.buffer += chunk;
    for (;;) {
      if (session.data) {
        if (session.behaviour === 'close-mid-data' && session.buffer !== '') {
          session.socket.resetAndDestroy();
          return;
        }
        const end = session.buffer.startsWith('.\r\n') ? 0 : session.buffer.indexOf('\r\n.\r\n');
        if (end < 0) return;
        const raw = session.buffer.slice(0, end);
        session.buffer = session.buffer.slice(end === 0 ? 3 : end + 5);
        session.data = false;
        finish(session, raw.replace(/(^|\r\n)\.\./g, '$1.'));
        continue;
      }
      const end = session.buffer.indexOf('\r\n');
      if (end < 0) return;
      const line = session.buffer.slice(0, end);
      session.buffer = session.buffer.slice(end + 2);
      command(session, line);
    }
  }

  function command(session: Session, line: string): void {
    const { socket } = session;
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') {
      const extensions = ['8BITMIME', ...(options.pipelining === false ? [] : ['PIPELINING'])];
      if (options.credentials) extensions.push('AUTH PLAIN');
      socket.write(`250-test\r\n${extensions.map((name) => `250-${name}\r\n`).join('')}250 SIZE 10485760\r\n`);
    } else if (verb === 'AUTH') {
      const given = Buffer.from(line.split(' ')[2] ?? '', 'base64')
        .toString()
        .split('\0')
        .slice(1)
        .join(':');
      answer(session, 'auth', given === options.credentials ? '235 welcome' : '535 5.7.8 bad credentials');
    } else if (verb === 'MAIL') {
      session.behaviour = generally();
      if (session.from !== '') {
        socket.write('503 5.5.1 nested MAIL command\r\n');
        return;
      }
      if (session.behaviour === 'close-at-mail') {
        socket.destroy();
        return;
      }
      session.from = /<(.*)>/.exec(line)?.[1] ?? '';
      answer(session, 'mail', '250 ok');
    } else if (verb === 'RCPT') {
      session.to = /<(.*)>/.exec(line)?.[1] ?? '';
      const earlier = tries.get(session.to) ?? 0;
      tries.set(session.to, earlier + 1);
      if (typeof script === 'function') session.behaviour = script(session.to, earlier);
      answer(session, 'rcpt', '250 ok');
      if (typeof session.behaviour === 'object' && session.behaviour.at === 'rcpt') session.to = '';
    } else if (verb === 'DATA') {
      if (session.to === '') {
        socket.write('503 5.5.1 no valid recipients\r\n');
        return;
      }
      const refused = typeof session.behaviour === 'object' && session.behaviour.at === 'data';
      session.data = !refused;
      answer(session, 'data', '354 go ahead');
    } else if (verb === 'RSET') {
      session.from = '';
      session.to = '';
      socket.write('250 ok\r\n');
    } else if (verb === 'QUIT') {
      socket.end('221 bye\r\n');
    } else {
      socket.write('500 5.5.2 what?\r\n');
    }
  }

  function finish(session: Session, raw: string): void {
    const { behaviour } = session;
    const accepted = behaviour === 'accept' || (typeof behaviour === 'object' && behaviour.at !== 'dot');
    self.received.push({
      from: session.from,
      to: session.to,
      raw,
      messageId: /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim() ?? '',
      connection: session.number,
      accepted,
    });
    session.from = '';
    session.to = '';
    if (behaviour === 'silent-after-dot') return;
    if (behaviour === 'close-after-dot') {
      session.socket.destroy();
      return;
    }
    if (self.delayMs === 0) answer(session, 'dot', '250 2.0.0 queued');
    else setTimeout(() => answer(session, 'dot', '250 2.0.0 queued'), self.delayMs);
  }

  const self: ScriptedSmtpServer = {
    url: '',
    port: 0,
    received: [],
    connections: 0,
    open: () => sockets.size,
    behave: (next) => {
      script = next;
    },
    delayMs: 0,
    reset: () => {
      self.behave('accept');
      self.received.length = 0;
      self.delayMs = 0;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  self.port = (server.address() as AddressInfo).port;
  const credentials = options.credentials ? `${options.credentials}@` : '';
  self.url = `smtp://${credentials}127.0.0.1:${self.port}`;
  return self;
}
