import type { Dataset } from '../../platform/datasets/dataset.ts';
import type { Principal, Role } from '../../platform/http/principal.ts';

/** Every user may export datasets of users, each for their own rows. All other datasets are for admins. */
export function mayExport(role: Role, dataset: Pick<Dataset, 'audience'>): boolean {
  return dataset.audience === 'person' || role === 'admin';
}

/** An export is for its user alone. Admins do not see it or its file either. */
export function maySeeExport(principal: Principal, found: { requested_by: string }): boolean {
  return found.requested_by === principal.userId;
}
