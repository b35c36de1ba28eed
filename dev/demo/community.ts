import { done, must } from './answer.ts';
import { waitForMail } from './inbox.ts';
import { watchLive } from './live-events.ts';
import type { Person } from './people.ts';
import { type Say, type Stack, seconds } from './stack-file.ts';

const VIEWS = [
  { body: 'The second half belongs to $AAPL.', sentiment: 'bullish', symbol: 'AAPL', direction: 'up' },
  {
    body: 'Everybody owns $AMZN already. Who is left to buy?',
    sentiment: 'bearish',
    symbol: 'AMZN',
    direction: 'down',
  },
  { body: '$IBM pays me to wait.', sentiment: 'bullish', symbol: 'IBM', direction: 'up' },
] as const;

/** The first of them says where prices are in an hour, the others answer, like and follow. */
export async function talk(people: readonly Person[], say: Say): Promise<void> {
  const [author, ...others] = people as [Person, ...Person[]];
  for (const { body, sentiment, symbol, direction } of VIEWS) {
    const post = must(
      await author.api.POST('/api/posts', { body: { body, sentiment, call: { symbol, direction, horizonHours: 1 } } }),
    );
    say(`${author.name} calls ${symbol} ${direction} at ${post.call?.price} for an hour: “${body}”`);
    for (const [i, other] of others.entries()) {
      const params = { path: { postId: post.id } };
      must(await other.api.PUT('/api/posts/{postId}/like', { params }));
      if (i === 0)
        must(await other.api.POST('/api/posts/{postId}/comments', { params, body: { body: 'We shall see.' } }));
    }
  }
  for (const other of others) {
    done(await other.api.PUT('/api/users/{userId}/follow', { params: { path: { userId: author.id } } }));
  }
  const [reader] = others as [Person];
  const { data } = must(await reader.api.GET('/api/feed', {}));
  say(`${reader.name} reads ${data.length} posts of people they follow`);
  const { count } = must(await author.api.GET('/api/notifications/unread-count', {}));
  say(`${author.name} has ${count} unread notifications of it`);
}

/** A private room, an invitation by mail, and messages that arrive at a socket. */
export async function meet(stack: Stack, host: Person, guest: Person, say: Say): Promise<void> {
  const room = must(
    await host.api.POST('/api/rooms', {
      body: { name: 'Value & Dividends', description: 'Slow money, long horizons', visibility: 'private' },
    }),
  );
  const params = { path: { roomId: room.id } };
  const begin = performance.now();
  const body = { to: { userId: guest.id }, message: 'You asked about utilities the other day.' };
  const invitation = must(await host.api.POST('/api/rooms/{roomId}/invitations', { params, body }));
  must(
    await guest.api.POST('/api/invitations/{invitationId}/accept', {
      params: { path: { invitationId: invitation.id } },
    }),
  );
  const live = await watchLive(stack.api, guest, [`room:${room.id}`]);
  for (const text of ['Welcome!', 'What does it yield?']) {
    must(await host.api.POST('/api/rooms/{roomId}/messages', { params, body: { text } }));
  }
  const until = performance.now() + 5_000;
  while (live.events.length < 2 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  say(`${guest.name} joined “${room.name}” and heard ${live.events.length} messages at the socket (${seconds(begin)})`);
  await live.close();
}

/** An address without an account is invited by a mail with a link. */
export async function inviteStranger(stack: Stack, host: Person, address: string, say: Say): Promise<void> {
  const room = must(await host.api.POST('/api/rooms', { body: { name: 'Open table', visibility: 'public' } }));
  const params = { path: { roomId: room.id } };
  const begin = performance.now();
  must(await host.api.POST('/api/rooms/{roomId}/invitations', { params, body: { to: { email: address } } }));
  const mail = await waitForMail(stack.inbox, address, /invited you/);
  say(`${address}: “${mail.subject}” arrived after ${seconds(begin)}`);
}
