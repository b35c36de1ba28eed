import { Migration } from '@mikro-orm/migrations';

/** The file of an export is one of `file`, under the id of the export; its own columns only remember what it was. */
export class Migration0037_exports_are_files extends Migration {
  override up(): void {
    this.addSql(`
      insert into file (id, owner_id, kind, name, content_type, size, sha256, status, scan, job_id, ready_at, expires_at)
      select id, requested_by, 'export', file_name, content_type, bytes, decode(sha256, 'hex'), 'ready', 'skipped', id, created_at,
        expires_at
      from export where object_key is not null`);
    this.addSql(`
      insert into stored_object (key, file_id, owner_id, variant, version, bytes, content_type, sha256, state)
      select object_key, id, requested_by, 'original', 1, bytes, content_type, decode(sha256, 'hex'), 'live'
      from export where object_key is not null`);
    // locks: the table holds a row for each export of three months, and exports have not been released before.
    this.addSql('drop index export_purge_at_index');
    this.addSql('alter table export drop constraint export_published_check');
    // locks: no release has a program that reads it.
    this.addSql('alter table export drop column object_key');
    // locks: no release has a program that reads it.
    this.addSql('alter table export drop column purge_at');
  }

  override down(): void {
    this.addSql('alter table export add column object_key text null');
    this.addSql('alter table export add column purge_at timestamptz null');
    this.addSql(`
      update export set object_key = o.key, purge_at = f.expires_at
      from file f join stored_object o on o.file_id = f.id and o.state = 'live'
      where f.id = export.id and f.kind = 'export' and f.deleted_at is null`);
    this.addSql(`delete from stored_object where file_id in (select id from file where kind = 'export')`);
    this.addSql(`delete from file where kind = 'export'`);
    this.addSql(
      'alter table export add constraint export_published_check check ((object_key is null) or (expires_at is not null))',
    );
    this.addSql('create index export_purge_at_index on export (purge_at) where purge_at is not null');
  }
}
