import { userIdParams } from '../../../platform/http/id-input.ts';
import { findPage, page, pageQuery, timeAndIdKey } from '../../../platform/http/pagination.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import type { Notify } from '../../notifications/notify.service.ts';
import { followPresenter, presentProfile } from './follows.presenter.ts';
import { followerSchema, profileSchema } from './follows.schema.ts';
import { createFollowsService } from './follows.service.ts';

const tags = ['follows'];

export function followsRoutes(deps: { notify: Notify }): Route[] {
  const follows = createFollowsService(deps);

  function list(side: 'followers' | 'following', operationId: string, summary: string): Route {
    return defineRoute({
      method: 'get',
      path: `/api/users/:userId/${side}`,
      operationId,
      tags,
      summary,
      access: {},
      limit: 'read',
      request: { params: userIdParams, query: pageQuery },
      responses: { 200: { description: 'A page of users', body: page(followerSchema) } },
      handler: async ({ em, params, query }) =>
        toReply(
          200,
          await findPage(query, timeAndIdKey, {
            find: (before, limit) => follows.list(em, params.userId, side, limit, before),
            keyOf: ({ createdAt, userId }) => [createdAt.toISOString(), userId],
            presenter: (found) => followPresenter(em, found),
          }),
        ),
    });
  }

  return [
    defineRoute({
      method: 'put',
      path: '/api/users/:userId/follow',
      operationId: 'followUser',
      tags,
      summary: 'Follow a user',
      description: 'Following again changes nothing. A user can follow 2,000 others: 409 `too_many_follows`.',
      access: {},
      limit: 'write',
      request: { params: userIdParams },
      responses: { 204: { description: 'Followed' }, 409: { description: '`too_many_follows`' } },
      handler: async ({ em, principal, params }) =>
        (await follows.follow(em, principal.userId, params.userId)) ?? reply(204),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/users/:userId/follow',
      operationId: 'unfollowUser',
      tags,
      summary: 'Unfollow a user',
      access: {},
      limit: 'write',
      request: { params: userIdParams },
      responses: { 204: { description: 'Not followed' } },
      handler: async ({ em, principal, params }) =>
        (await follows.unfollow(em, principal.userId, params.userId)) ?? reply(204),
    }),
    list('followers', 'listFollowers', 'List a user’s followers, latest first'),
    list('following', 'listFollowing', 'List the users that a user follows, latest first'),
    defineRoute({
      method: 'get',
      path: '/api/users/:userId/profile',
      operationId: 'getUserProfile',
      tags,
      summary: 'Get a user’s profile as others see it, with follow counts',
      access: {},
      limit: 'read',
      request: { params: userIdParams },
      responses: { 200: { description: 'The profile', body: profileSchema } },
      handler: async ({ em, principal, params }) => {
        const found = await follows.profile(em, params.userId, principal.userId);
        return toReply(200, found, presentProfile);
      },
    }),
  ];
}
