import { ownedBy, setting } from '../../platform/datasets/dataset.ts';

/** A file for the archive of its owner. */
export interface FileToArchive {
  id: string;
  name: string;
  size: number;
  /** SHA-256 of the original, in hex. */
  sha256: string;
  /** Key of its object; null when the object is lost. */
  key: string | null;
  infected: boolean;
}

/** A statement for the uploads of the snapshot's owner, in the range of its settings `from` and `to`, oldest first. */
export function filesToArchive(range: { from: string | null; to: string | null }): string {
  const since = range.from === null ? '' : `and f.created_at >= ${setting('from')}::timestamptz`;
  const until = range.to === null ? '' : `and f.created_at < ${setting('to')}::timestamptz`;
  return `
  select f.id, f.name, f.size::int as size, encode(f.sha256, 'hex') as sha256, o.key, f.scan = 'infected' as infected
  from file f left join stored_object o on o.file_id = f.id and o.variant = 'original' and o.state = 'live'
  where ${ownedBy('f.owner_id')} and f.kind = 'upload' and f.deleted_at is null ${since} ${until}
  order by f.id`;
}
