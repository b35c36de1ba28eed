import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { deedButton } from '../parts/dialog.ts';
import { type Child, h } from '../parts/dom.ts';
import { momentOf } from '../parts/format.ts';
import { pagedList, type ShownList, timeColumn } from '../parts/list.ts';

type Session = Schemas['Session'];

/** Where a user is logged in, with a way to end it. */
export function sessions(userId: string, name: string): Child {
  const list: ShownList<Session> = pagedList<Session>({
    caption: `Sessions of ${name}, newest first`,
    empty: 'The user is not logged in anywhere.',
    idOf: ({ id }) => id,
    load: (cursor) =>
      take(
        api.GET('/api/users/{userId}/sessions', {
          params: { path: { userId }, query: cursor ? { cursor } : {} },
        }),
      ),
    columns: [
      { head: 'Device', cell: ({ device, current }) => `${device ?? 'unknown'}${current ? ' (this one)' : ''}` },
      { head: 'Address', cell: ({ address }) => address ?? '–' },
      timeColumn('Logged in', ({ createdAt }) => createdAt),
      timeColumn('Last used', ({ lastUsedAt }) => lastUsedAt),
      timeColumn('Expires', ({ expiresAt }) => expiresAt),
      {
        head: 'Actions',
        cell: ({ id, createdAt, current }) =>
          deedButton({
            label: 'End',
            of: `the session of ${momentOf(createdAt)}`,
            question: `End the session of ${name} from ${momentOf(createdAt)}? ${
              current
                ? 'It is the one that you use now: you have to log in again.'
                : 'Its device has to log in again, within five seconds.'
            }`,
            run: async () => {
              await take(
                api.DELETE('/api/users/{userId}/sessions/{sessionId}', {
                  params: { path: { userId, sessionId: id } },
                }),
              );
              await list.reload();
              return 'The session is over.';
            },
          }),
      },
    ],
  });
  return [
    h('h2', {}, 'Sessions'),
    h(
      'p',
      {},
      deedButton({
        label: 'End all sessions',
        question: `End all sessions of ${name}, except the one that you use now? Each device has to log in again.`,
        run: async () => {
          await take(api.DELETE('/api/users/{userId}/sessions', { params: { path: { userId } } }));
          await list.reload();
          return 'The sessions are over.';
        },
      }),
    ),
    list.element,
  ];
}
