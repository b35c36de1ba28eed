import type { Em } from '../../../platform/db/sql.ts';
import { findAuthors } from '../../accounts/people/public-users.reads.ts';
import type { RemovalRow } from './removals.queries.ts';

export async function removalPresenter(em: Em, removals: readonly RemovalRow[]) {
  const user = await findAuthors(
    em,
    removals.flatMap((removal) => [removal.author_id, removal.removed_by]),
  );
  return (removal: RemovalRow) => ({
    id: removal.id,
    kind: removal.kind,
    subjectId: removal.subject_id,
    author: user(removal.author_id),
    removedBy: user(removal.removed_by),
    reason: removal.reason,
    body: removal.body,
    removedAt: removal.removed_at.toISOString(),
  });
}
