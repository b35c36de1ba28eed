import { expect, test } from '@jest/globals';
import { EVENTS, NOT_ACTIVITY } from '../../src/features/events/events.contract.ts';
import type { recordEvent } from '../../src/features/events/record-event.service.ts';
import type { Em } from '../../src/platform/db/sql.ts';

test('an event that is not in the catalogue, or has other properties, does not compile', () => {
  const userId = '019470f2-0000-7000-8000-000000000000';
  const postId = userId;
  const attempts = (record: typeof recordEvent, tx: Em) => [
    record(tx, { name: 'post.edited', userId, properties: { postId } }),
    // @ts-expect-error -- a name with a typo
    record(tx, { name: 'post.editted', userId, properties: { postId } }),
    // @ts-expect-error -- a property of another type
    record(tx, { name: 'post.edited', userId, properties: { postId: 1 } }),
    // @ts-expect-error -- a property that was renamed
    record(tx, { name: 'post.edited', userId, properties: { id: postId } }),
    // @ts-expect-error -- one too many
    record(tx, { name: 'post.edited', userId, properties: { postId, authorId: userId } }),
    // @ts-expect-error -- none, where there are some
    record(tx, { name: 'post.edited', userId }),
    // @ts-expect-error -- some, where there are none
    record(tx, { name: 'account.logged_in', userId, properties: { postId } }),
  ];
  // Not called: the typecheck is the test, and reports a directive that has no error to expect.
  expect(attempts).toBeInstanceOf(Function);
});

test('event names are dotted words, and what happens to a person makes them no active user', () => {
  for (const name of Object.keys(EVENTS)) expect(name).toMatch(/^[a-z]+\.[a-z_]+$/);
  expect(NOT_ACTIVITY).toEqual(expect.arrayContaining(['account.disabled', 'alert.fired', 'call.resolved']));
  expect(NOT_ACTIVITY).not.toContain('account.logged_in');
});
