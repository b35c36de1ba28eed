import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { complain, deedButton } from '../parts/dialog.ts';
import { type Child, fill, h } from '../parts/dom.ts';
import { stamp } from '../parts/format.ts';
import { chosen, type Filter, facts, filterForm, pagedList, timeColumn } from '../parts/list.ts';
import { addressOf, type Page, type Place } from '../parts/page.ts';
import { quota } from './quota.ts';
import { sessions } from './sessions.ts';

type User = Schemas['PrivateUser'];

const ROLES = ['user', 'moderator', 'admin'] as const;

const FILTERS: readonly Filter[] = [
  { name: 'name', label: 'A word of the name' },
  { name: 'email', label: 'E-mail address' },
  { name: 'role', label: 'Role', values: ROLES },
  { name: 'disabled', label: 'Disabled', values: ['true', 'false'] },
];

function list({ params }: Place): Child {
  return [
    filterForm('people', FILTERS, params),
    pagedList<User>({
      caption: 'Users, newest first',
      empty: 'No user matches.',
      isEndless: true,
      idOf: ({ id }) => id,
      load: (cursor) =>
        take(
          api.GET('/api/users', { params: { query: { ...chosen(FILTERS, params), ...(cursor ? { cursor } : {}) } } }),
        ),
      columns: [
        { head: 'Name', cell: ({ id, displayName }) => h('a', { href: `#/people/${id}` }, displayName) },
        { head: 'E-mail address', cell: ({ email }) => email },
        { head: 'Role', cell: ({ role }) => role },
        timeColumn('Signed up', ({ createdAt }) => createdAt),
        { head: 'Disabled', cell: ({ disabledAt }) => (disabledAt === null ? 'no' : stamp(disabledAt)) },
      ],
    }).element,
  ];
}

const isPrivate = (user: User | Schemas['PublicUser']): user is User => 'email' in user;

function roleForm(user: User, changed: (user: User) => void): HTMLElement {
  const select = h(
    'select',
    { name: 'role' },
    ROLES.map((role) => h('option', { value: role, selected: role === user.role }, role)),
  );
  const button = deedButton({
    label: 'Change role',
    question: `Change the role of ${user.displayName}? What the new role may not do is refused from the next request on.`,
    run: async () => {
      const role = ROLES.find((each) => each === select.value) ?? user.role;
      const path = { userId: user.id };
      changed(await take(api.PUT('/api/users/{userId}/role', { params: { path }, body: { role } })));
      return `${user.displayName} is now ${role}.`;
    },
  });
  return h('div', { class: 'row' }, h('label', {}, 'Role', select), button);
}

function single(userId: string): Child {
  const element = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
  const more = h('div');
  const path = { userId };
  const show = (user: User) => {
    const isDisabled = user.disabledAt !== null;
    fill(
      element,
      h('h2', {}, user.displayName),
      facts([
        ['E-mail address', user.email],
        ['Proven', stamp(user.emailVerifiedAt)],
        ['Signed up', stamp(user.createdAt)],
        ['Disabled', isDisabled ? stamp(user.disabledAt) : 'no'],
        ['Jobs', h('a', { href: addressOf('jobs', { requestedBy: user.id }) }, 'Jobs of this user')],
        ['Audit', h('a', { href: addressOf('audit', { actorId: user.id }) }, 'What this user did')],
      ]),
      roleForm(user, show),
      h(
        'p',
        {},
        deedButton({
          label: isDisabled ? 'Enable the account' : 'Disable the account',
          ...(isDisabled
            ? {}
            : {
                question: `Disable the account of ${user.displayName}? Every session ends at once, and nothing can be done with it until it is enabled again.`,
              }),
          run: async () => {
            show(
              await take(
                api.PUT('/api/users/{userId}/disabled', { params: { path }, body: { disabled: !isDisabled } }),
              ),
            );
            return isDisabled ? 'The account is enabled.' : 'The account is disabled.';
          },
        }),
      ),
    );
  };
  take(api.GET('/api/users/{userId}', { params: { path } }))
    .then((user) => {
      if (!isPrivate(user)) return;
      show(user);
      fill(more, quota(userId, user.displayName), sessions(userId, user.displayName));
    })
    .catch(complain);
  return [h('p', {}, h('a', { href: '#/people' }, 'All people')), element, more];
}

export const peoplePage: Page = {
  show: (place) => (place.rest[0] === undefined ? list(place) : single(place.rest[0])),
};
