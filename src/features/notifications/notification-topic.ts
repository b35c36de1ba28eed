import type { TopicFamily } from '../../platform/realtime/topic.ts';

const FAMILY = 'notifications';

/** Where a person's sockets hear of their notifications. */
export function notificationTopic(userId: string): string {
  return `${FAMILY}:${userId}`;
}

/** Everybody hears of their own only. */
export const notificationTopics: TopicFamily = {
  family: FAMILY,
  naming: 'own',
  admits: async (_em, principal, id) => principal.kind === 'user' && principal.userId === id,
};
