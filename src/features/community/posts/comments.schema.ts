import { z } from 'zod';
import { idInput } from '../../../platform/http/id-input.ts';
import { pageQuery } from '../../../platform/http/pagination.ts';
import { linesOfText } from '../../../platform/http/user-text.ts';
import { writerSchema } from '../../accounts/people/public-users.reads.ts';

export const commentIdParams = z.strictObject({ commentId: idInput.describe('Id of the comment') });

const commentText = linesOfText(2_000);

export const newCommentBody = z
  .strictObject({
    body: commentText,
    parentId: idInput.nullable().default(null).describe('Comment to reply to; a reply cannot have replies'),
  })
  .meta({ id: 'NewComment' });

export type NewComment = z.output<typeof newCommentBody>;

export const commentPatchBody = z.strictObject({ body: commentText }).meta({ id: 'CommentPatch' });

export const commentListQuery = pageQuery.extend({
  parentId: idInput.optional().describe('List the replies to this comment instead of the comments on the post'),
});

export const commentSchema = z
  .strictObject({
    id: z.uuid(),
    postId: z.uuid(),
    parentId: z.uuid().nullable(),
    deleted: z.boolean().describe('A deleted comment is listed, without text and author, while it has replies'),
    author: writerSchema.nullable(),
    body: z.string().nullable(),
    replyCount: z.int(),
    createdAt: z.iso.datetime(),
    editedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Comment' });

export type CommentView = z.infer<typeof commentSchema>;
