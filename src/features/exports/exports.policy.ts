import type { Dataset } from '../../platform/datasets/dataset.ts';
import type { Principal, Role } from '../../platform/http/principal.ts';

/** A person's datasets are for everybody, each their own; the others for admins. */
export function mayExport(role: Role, dataset: Pick<Dataset, 'audience'>): boolean {
  return dataset.audience === 'person' || role === 'admin';
}

/** An export belongs to whom it was made for: nobody else sees it or its file, admins neither. */
export function maySeeExport(principal: Principal, found: { requested_by: string }): boolean {
  return found.requested_by === principal.userId;
}
