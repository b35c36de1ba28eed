import type { Principal } from '../../platform/http/principal.ts';
import type { FileKind } from './files.contract.ts';

/**
 * Files are private: their owner and admins see and delete them, for others they do not exist. What a user exported is theirs alone:
 * an archive holds everything that they have.
 */
export function mayManageFile(principal: Principal, file: { ownerId: string | null; kind: FileKind }): boolean {
  return file.ownerId === principal.userId || (principal.role === 'admin' && file.kind !== 'export');
}
