import type { Principal } from '../../platform/http/principal.ts';

/** Files are private: their owner and admins see and delete them, for others they do not exist. */
export function mayManageFile(principal: Principal, file: { ownerId: string | null }): boolean {
  return file.ownerId === principal.userId || principal.role === 'admin';
}
