import { isSelfOrAdmin, type Principal } from '../../platform/http/principal.ts';

/** A job belongs to whom it is done for; admins see all, and the system's own jobs only they do. */
export function maySeeJob(principal: Principal, job: { requested_by: string | null }): boolean {
  return isSelfOrAdmin(principal, job.requested_by);
}
