import { findPage, idKey, page } from '../../../platform/http/pagination.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { removalQuery } from '../moderation/removals.service.ts';
import {
  commentIdParams,
  commentListQuery,
  commentPatchBody,
  commentSchema,
  newCommentBody,
} from './comments.schema.ts';
import type { CommentsService } from './comments.service.ts';
import { postIdParams } from './posts.schema.ts';

const tags = ['comments'];
const oneComment = { description: 'The comment', body: commentSchema };

export function commentsRoutes(comments: CommentsService): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/posts/:postId/comments',
      operationId: 'createComment',
      tags,
      summary: 'Comment on a post, or reply to a comment',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { params: postIdParams, body: newCommentBody },
      responses: { 201: oneComment },
      handler: async ({ em, principal, params, body }) => {
        const comment = await comments.create(em, principal, params.postId, body);
        return toReply(201, comment);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/posts/:postId/comments',
      operationId: 'listComments',
      tags,
      summary: 'List the comments on a post, or the replies to one of them, oldest first',
      access: {},
      limit: 'read',
      request: { params: postIdParams, query: commentListQuery },
      responses: { 200: { description: 'A page of comments', body: page(commentSchema) } },
      handler: async ({ em, params, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (after, limit) => comments.list(em, params.postId, query.parentId, limit, after?.[0] ?? null),
            keyOf: ({ id }) => [id],
            presenter: () => (comment) => comment,
          }),
        ),
    }),
    defineRoute({
      method: 'patch',
      path: '/api/comments/:commentId',
      operationId: 'updateComment',
      tags,
      summary: 'Edit your comment',
      access: {},
      limit: 'write',
      request: { params: commentIdParams, body: commentPatchBody },
      responses: { 200: oneComment },
      handler: async ({ em, principal, params, body }) => {
        const comment = await comments.edit(em, principal, params.commentId, body.body);
        return toReply(200, comment);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/comments/:commentId',
      operationId: 'deleteComment',
      tags,
      summary: 'Delete a comment',
      description:
        'Its replies stay. For its author, moderators and admins. Moderators and admins give a reason, which admins can ' +
        'read.',
      access: {},
      limit: 'write',
      request: { params: commentIdParams, query: removalQuery },
      responses: { 204: { description: 'The comment is deleted' } },
      handler: async ({ em, principal, params, query }) =>
        (await comments.remove(em, principal, params.commentId, query.reason)) ?? reply(204),
    }),
  ];
}
