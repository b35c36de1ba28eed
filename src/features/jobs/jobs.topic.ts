import { z } from 'zod';
import { isProblem } from '../../platform/http/problem.ts';
import type { PresentJob } from '../../platform/jobs/job-view.ts';
import type { TopicFamily } from '../../platform/realtime/topic.ts';
import { findChangedJobs } from './jobs.queries.ts';
import type { JobsService } from './jobs.service.ts';

export interface JobsTopicDeps {
  jobs: JobsService;
  present: PresentJob;
}

interface Seen {
  version: string;
  /** What was told last: not every change of a row is one that shows. */
  text: string;
}

/**
 * `job:<id>`, for anyone who may see the job. No one announces what happens to a job: the rows of those that are watched are looked
 * at, which costs nothing to those that write them (docs/adr/0007).
 */
export function createJobsTopic({ jobs, present }: JobsTopicDeps): TopicFamily {
  let seen = new Map<string, Seen>();
  return {
    family: 'job',

    async admits(em, principal, id) {
      return z.uuid().safeParse(id).success && !isProblem(await jobs.get(em, principal, id));
    },

    async look(em, ids) {
      // A job that is new here is told as it is, for it may have changed since its subscriber read it.
      const watched = new Map(ids.map((id) => [id, seen.get(id) ?? { version: '', text: '' }]));
      seen = watched;
      if (watched.size === 0) return [];
      const events = [];
      for (const { version, ...job } of await findChangedJobs(em, watched)) {
        const data = present(job);
        const text = JSON.stringify(data);
        const changed = watched.get(job.id)?.text !== text;
        watched.set(job.id, { version, text });
        if (changed) events.push({ topic: `job:${job.id}`, type: 'job.updated', data });
      }
      return events;
    },
  };
}
