import type { Route } from '../../platform/http/route.ts';
import type { Notify } from '../notifications/notify.service.ts';
import { callsRoutes } from './calls.routes.ts';
import { commentsRoutes } from './comments.routes.ts';
import { createCommentsService } from './comments.service.ts';
import { likesRoutes } from './likes.routes.ts';
import { createLikesService } from './likes.service.ts';
import { postsRoutes } from './posts.routes.ts';
import { createPostsService } from './posts.service.ts';
import { removalsRoutes } from './removals.routes.ts';

export interface DiscussionDeps {
  /** Symbol that calls are measured against. */
  benchmark: string;
  notify: Notify;
}

/** Every route of posts, their calls, comments and likes. */
export function discussionRoutes({ benchmark, notify }: DiscussionDeps): Route[] {
  return [
    ...postsRoutes(createPostsService({ benchmark })),
    ...commentsRoutes(createCommentsService({ notify })),
    ...likesRoutes(createLikesService({ notify })),
    ...callsRoutes(),
    ...removalsRoutes(),
  ];
}
