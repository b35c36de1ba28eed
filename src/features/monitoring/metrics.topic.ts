import type { TopicFamily } from '../../platform/realtime/topic.ts';

/** Live figures of the system, for admins. */
export const metricsTopic: TopicFamily = {
  family: 'metrics',
  naming: 'single',
  admits: async (_em, principal) => principal.role === 'admin',
};
