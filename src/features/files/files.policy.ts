import type { Principal } from '../../platform/http/principal.ts';
import type { FileKind } from './files.contract.ts';

/**
 * Files are private: the owner and admins see and delete them, for others they do not exist. Exports are the owner's alone, since
 * an archive holds everything that a user has.
 */
export function mayManageFile(principal: Principal, file: { ownerId: string | null; kind: FileKind }): boolean {
  return file.ownerId === principal.userId || (principal.role === 'admin' && file.kind !== 'export');
}
