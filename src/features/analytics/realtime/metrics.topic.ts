import type { TopicFamily } from '../../../platform/realtime/topic.ts';
import type { LiveFiguresReader } from './live-figures.service.ts';

/** Milliseconds between two events, like those between two passes. */
const INTERVAL_MS = 2_000;

/** `metrics`: the live figures of the system for admins, every two seconds while the topic has subscribers. */
export function createMetricsTopic(figures: LiveFiguresReader): TopicFamily {
  let nextAt = 0;
  return {
    family: 'metrics',
    naming: 'single',
    admits: async (_em, principal) => principal.role === 'admin',
    async look(em, ids) {
      if (ids.length === 0 || performance.now() < nextAt) return [];
      nextAt = performance.now() + INTERVAL_MS;
      return [{ topic: 'metrics', type: 'metrics.updated', data: await figures.read(em) }];
    },
  };
}
