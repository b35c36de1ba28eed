import type { Route } from '../../platform/http/route.ts';
import type { FindImages } from '../../platform/media/image-view.ts';
import type { Notify } from '../notifications/notify.service.ts';
import { callsRoutes } from './calls/calls.routes.ts';
import { removalsRoutes } from './moderation/removals.routes.ts';
import { commentsRoutes } from './posts/comments.routes.ts';
import { createCommentsService } from './posts/comments.service.ts';
import { likesRoutes } from './posts/likes.routes.ts';
import { createLikesService } from './posts/likes.service.ts';
import { postsRoutes } from './posts/posts.routes.ts';
import { createPostsService } from './posts/posts.service.ts';

export interface DiscussionDeps {
  /** Symbol that calls are measured against. */
  benchmark: string;
  notify: Notify;
  images: FindImages;
}

/** Every route of posts, their calls, comments and likes. */
export function discussionRoutes({ benchmark, notify, images }: DiscussionDeps): Route[] {
  return [
    ...postsRoutes(createPostsService({ benchmark, images })),
    ...commentsRoutes(createCommentsService({ notify, images })),
    ...likesRoutes(createLikesService({ notify })),
    ...callsRoutes(),
    ...removalsRoutes(),
  ];
}
