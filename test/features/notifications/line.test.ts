import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Happening, lineOf, pathOf } from '../../../src/features/notifications/notification-line.domain.ts';
import { NOTIFICATION_KINDS } from '../../../src/features/notifications/notifications.contract.ts';
import {
  callResolved,
  comment,
  exportReady,
  follow,
  invitation,
  like,
  priceAlert,
} from '../../support/notifications.ts';

const [USER, ACTOR, POST] = ['u', 'a', 'p'];
const post = { postId: POST, commentId: 'c', excerpt: 'Not so sure' };
const call = { postId: POST, symbol: 'TSLA' };
const alert = { ...priceAlert(USER).data, assetName: 'S&P 500', symbol: '^GSPC' } as Extract<
  Happening,
  { kind: 'price_alert' }
>['data'];

test.each<[Happening, string, string]>([
  [{ kind: 'comment', data: post }, 'Ada commented on your post: “Not so sure”', '/posts/p#comment-c'],
  [{ kind: 'reply', data: post }, 'Ada answered your comment: “Not so sure”', '/posts/p#comment-c'],
  [{ kind: 'like', data: { postId: POST, excerpt: '' } }, 'Ada likes your post', '/posts/p'],
  [{ kind: 'follow', data: {} }, 'Ada follows you now', '/users/a'],
  [{ kind: 'price_alert', data: alert }, 'S&P 500 (^GSPC) is above $220.00', '/tickers/%5EGSPC'],
  [
    { kind: 'price_alert', data: { ...alert, condition: 'percent_move', threshold: 5 } },
    'S&P 500 (^GSPC) moved by more than 5.00%',
    '/tickers/%5EGSPC',
  ],
  [
    { kind: 'call_resolved', data: { ...call, direction: 'down', changePercent: -3.5, right: true } },
    'Your call on TSLA was right: −3.50% after you called it down',
    '/posts/p',
  ],
  [
    { kind: 'call_resolved', data: { ...call, direction: 'up', changePercent: -3.5, right: false } },
    'Your call on TSLA was wrong: −3.50% after you called it up',
    '/posts/p',
  ],
  [{ kind: 'export_ready', data: { jobId: 'j', summary: 'posts' } }, 'Your export is ready: posts', '/jobs/j'],
])('%j reads “%s”', (happening, line, path) => {
  expect(lineOf(happening, 'Ada')).toBe(line);
  expect(pathOf(happening, ACTOR)).toBe(path);
});

test.each([
  [{ threshold: 0.0000123, price: 0.0000131 }, 'above $0.0000123'],
  [{ threshold: 1.2734, price: 1.2741, currency: 'EUR' }, 'above €1.273'],
  [{ threshold: 220, price: 220.001 }, 'above $220.00'],
  [{ threshold: 0.1 + 0.2, price: 0.31, currency: 'JPY' }, 'above ¥0.3'],
])('little prices are read by their digits: %j', (little, said) => {
  const data = { ...alert, ...little };
  expect(lineOf({ kind: 'price_alert', data }, 'Ada')).toBe(`S&P 500 (^GSPC) is ${said}`);
});

test('an invitation leads to where it is accepted', () => {
  const invited = invitation(USER, ACTOR) as Happening & { kind: 'room_invitation' };
  expect(lineOf(invited, 'Ada')).toBe('Ada invited you to the room “Value & Dividends”: “Come and see”');
  expect(pathOf(invited, ACTOR)).toBe(`/api/invitations/accept#invitation=${invited.data.invitationId}`);
});

test('whatever people write, a notification is one line of limited length', () => {
  const one = [comment, like, follow, invitation].map((make) => make(USER, ACTOR));
  const all = [
    ...one,
    priceAlert(USER),
    callResolved(USER),
    exportReady(USER),
    { ...comment(USER, ACTOR), kind: 'reply' },
  ];
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(NOTIFICATION_KINDS));
  const text = fc.string({ unit: 'grapheme', maxLength: 2_000 });
  fc.assert(
    fc.property(fc.constantFrom(...all), text, fc.string({ maxLength: 80 }), (notification, written, who) => {
      const said = { excerpt: written, message: written };
      const data = Object.fromEntries(
        Object.entries(notification.data).map(([key, value]) => [key, key in said ? written : value]),
      );
      const line = lineOf({ kind: notification.kind, data } as Happening, who);
      expect(line).not.toMatch(/[\r\n]/);
      expect([...new Intl.Segmenter('en').segment(line)].length).toBeLessThan(400);
    }),
  );
});
