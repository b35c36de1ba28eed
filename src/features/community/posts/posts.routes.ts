import { userIdParams } from '../../../platform/http/id-input.ts';
import { findPage, idKey, page, pageQuery } from '../../../platform/http/pagination.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { removalQuery } from '../moderation/removals.service.ts';
import {
  createdPostSchema,
  newPostBody,
  postIdParams,
  postListQuery,
  postPatchBody,
  postSchema,
} from './posts.schema.ts';
import type { PostsService } from './posts.service.ts';

const tags = ['posts'];
const onePost = { description: 'The post', body: postSchema };

export function postsRoutes(posts: PostsService): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/posts',
      operationId: 'createPost',
      tags,
      summary: 'Publish a post, with or without a call',
      description:
        'A post has up to 10 tickers: those in `tickers`, and the cashtags in the text that are known symbols. A call ' +
        'records the latest price (409 `no_price` if there is none). It never changes, and it counts even if the post is ' +
        'deleted.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { body: newPostBody },
      responses: {
        201: { description: 'The post', body: createdPostSchema, headers: { Location: 'Path of the post' } },
        409: { description: 'The symbol of the call has no price yet' },
      },
      handler: async ({ em, principal, body }) => {
        const post = await posts.create(em, principal, body);
        return toReply(
          201,
          post,
          (shown) => shown,
          ({ id }) => ({ location: `/api/posts/${id}` }),
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/posts',
      operationId: 'listPosts',
      tags,
      summary: 'List posts, newest first',
      access: {},
      limit: 'read',
      request: { query: postListQuery },
      responses: { 200: { description: 'A page of posts', body: page(postSchema) } },
      handler: async ({ em, principal, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => posts.list(em, principal, query, limit, before?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: () => (post) => post,
          }),
        ),
    }),
    defineRoute({
      method: 'get',
      path: '/api/feed',
      operationId: 'getFeed',
      tags,
      summary: 'List posts of the users you follow, newest first',
      access: {},
      limit: 'read',
      request: { query: pageQuery },
      responses: { 200: { description: 'A page of posts', body: page(postSchema) } },
      handler: async ({ em, principal, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => posts.feed(em, principal, limit, before?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: () => (post) => post,
          }),
        ),
    }),
    defineRoute({
      method: 'get',
      path: '/api/users/:userId/posts',
      operationId: 'listUserPosts',
      tags,
      summary: 'List a user’s posts, newest first',
      access: {},
      limit: 'read',
      request: { params: userIdParams, query: pageQuery },
      responses: { 200: { description: 'A page of posts', body: page(postSchema) } },
      handler: async ({ em, principal, params, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => posts.list(em, principal, { authorId: params.userId }, limit, before?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: () => (post) => post,
          }),
        ),
    }),
    defineRoute({
      method: 'get',
      path: '/api/posts/:postId',
      operationId: 'getPost',
      tags,
      summary: 'Get a post',
      access: {},
      limit: 'read',
      request: { params: postIdParams },
      responses: { 200: onePost },
      handler: async ({ em, principal, params }) => {
        const post = await posts.get(em, principal, params.postId);
        return toReply(200, post);
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/posts/:postId',
      operationId: 'updatePost',
      tags,
      summary: 'Edit the text or sentiment of your post',
      description:
        'The tickers from cashtags follow the new text. The call never changes. Other callers get 403 `author_only`.',
      access: {},
      limit: 'write',
      request: { params: postIdParams, body: postPatchBody },
      responses: { 200: onePost },
      handler: async ({ em, principal, params, body }) => {
        const post = await posts.edit(em, principal, params.postId, body);
        return toReply(200, post);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/posts/:postId',
      operationId: 'deletePost',
      tags,
      summary: 'Delete a post',
      description:
        'For its author, moderators and admins; other callers get 403 `author_only`. Moderators and admins give a reason, ' +
        'which admins can read. The text is removed and its images are detached; the call stays.',
      access: {},
      limit: 'write',
      request: { params: postIdParams, query: removalQuery },
      responses: { 204: { description: 'The post is deleted' } },
      handler: async ({ em, principal, params, query }) =>
        (await posts.remove(em, principal, params.postId, query.reason)) ?? reply(204),
    }),
  ];
}
