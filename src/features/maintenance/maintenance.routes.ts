import { z } from 'zod';
import { reply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import { jobSchema, type PresentJob } from '../../platform/jobs/job-view.ts';
import { recordDeed } from '../audit/audit.service.ts';
import { maintenanceJobType } from './maintenance.jobs.ts';

const maintenanceBody = z
  .strictObject({
    dryRun: z.boolean().default(false).describe('Count what would be done, and change nothing'),
    reindex: z
      .boolean()
      .default(false)
      .describe('Also rebuild the indexes of the largest tables, without locking them'),
  })
  .meta({ id: 'Maintenance' });

export interface MaintenanceRoutesDeps {
  enqueue: Enqueue;
  presentJob: PresentJob;
}

export function maintenanceRoutes({ enqueue, presentJob }: MaintenanceRoutesDeps): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/jobs/maintenance',
      operationId: 'runMaintenance',
      tags: ['jobs'],
      summary: 'Run the maintenance of the database',
      description:
        'Removes what is older than its period, drops invalid indexes, vacuums, and checks rows against each other. It also runs every ' +
        'night at 03:10 UTC. The result of the job has a line for each step.',
      access: { roles: ['admin'] },
      limit: 'write',
      idempotent: true,
      request: { body: maintenanceBody },
      responses: { 202: { description: 'The job', body: jobSchema } },
      handler: async ({ em, principal, body }) => {
        const job = await enqueue(em, {
          type: maintenanceJobType,
          input: body,
          summary: body.dryRun ? 'maintenance, dry run' : 'maintenance',
          requestedBy: principal.userId,
        });
        await recordDeed(em, 'maintenance.requested', { targetId: job.id, details: body });
        return reply(202, presentJob(job, principal), { location: `/api/jobs/${job.id}` });
      },
    }),
  ];
}
