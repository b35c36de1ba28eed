import { z } from 'zod';
import { findPage, idKey, page, pageQuery } from '../../../platform/http/pagination.ts';
import { toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { authorSchema } from '../../accounts/people/public-users.reads.ts';
import { likePresenter } from './likes.presenter.ts';
import type { LikesService } from './likes.service.ts';
import { postIdParams } from './posts.schema.ts';

const tags = ['posts'];
const path = '/api/posts/:postId/like';

const likeStateSchema = z.strictObject({ likeCount: z.int(), likedByMe: z.boolean() }).meta({ id: 'LikeState' });
const likeSchema = z.strictObject({ user: authorSchema, likedAt: z.iso.datetime() }).meta({ id: 'Like' });
const responses = { 200: { description: 'The number of likes of the post', body: likeStateSchema } };

export function likesRoutes(likes: LikesService): Route[] {
  return [
    defineRoute({
      method: 'put',
      path,
      operationId: 'likePost',
      tags,
      summary: 'Like a post; liking it again changes nothing',
      access: {},
      limit: 'write',
      request: { params: postIdParams },
      responses,
      handler: async ({ em, principal, params }) => {
        const state = await likes.like(em, principal, params.postId);
        return toReply(200, state);
      },
    }),
    defineRoute({
      method: 'delete',
      path,
      operationId: 'unlikePost',
      tags,
      summary: 'Remove your like from a post; removing it again changes nothing',
      access: {},
      limit: 'write',
      request: { params: postIdParams },
      responses,
      handler: async ({ em, principal, params }) => {
        const state = await likes.unlike(em, principal, params.postId);
        return toReply(200, state);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/posts/:postId/likes',
      operationId: 'listLikes',
      tags,
      summary: 'List who likes a post, latest first',
      access: {},
      limit: 'read',
      request: { params: postIdParams, query: pageQuery },
      responses: { 200: { description: 'A page of likes', body: page(likeSchema) } },
      handler: async ({ em, params, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => likes.list(em, params.postId, limit, before?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: (found) => likePresenter(em, found),
          }),
        ),
    }),
  ];
}
