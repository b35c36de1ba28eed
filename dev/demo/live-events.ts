import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Person } from './people.ts';

const message = z.looseObject({ type: z.string(), event: z.string().optional(), data: z.unknown().optional() });

export interface LiveEvents {
  /** Kinds of what came, in order. */
  events: string[];
  close(): Promise<void>;
}

/** Opens a person's socket and subscribes to topics. @throws when a topic is refused */
export async function watchLive(baseUrl: string, person: Person, topics: readonly string[]): Promise<LiveEvents> {
  const socket = new WebSocket(`${baseUrl.replace(/^http/, 'ws')}/api/ws`);
  const events: string[] = [];
  const subscribed = Promise.withResolvers<void>();
  let open = topics.length;
  socket.on('message', (bytes: Buffer) => {
    const text = bytes.toString();
    const { type, event } = message.parse(JSON.parse(text));
    if (type === 'ready') for (const topic of topics) socket.send(JSON.stringify({ type: 'subscribe', topic }));
    else if (type === 'event') events.push(event ?? '');
    else if (type === 'error') subscribed.reject(new Error(`${person.name} may not listen: ${text}`));
    else if (type === 'subscribed') {
      open -= 1;
      if (open === 0) subscribed.resolve();
    }
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'auth', token: person.token }));
  await subscribed.promise;
  return {
    events,
    close: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}
