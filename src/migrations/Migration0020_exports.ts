import { Migration } from '@mikro-orm/migrations';

/** Exports: what was asked for, and the file that became of it. */
export class Migration0020_exports extends Migration {
  override up(): void {
    this.addSql(`
      create table export (
        id uuid not null primary key,
        requested_by uuid not null,
        spec jsonb not null,
        created_at timestamptz not null default now(),
        taken_at timestamptz null,
        row_count int null,
        object_key text null,
        file_name text null,
        content_type text null,
        bytes bigint null,
        sha256 text null,
        expires_at timestamptz null,
        purge_at timestamptz null,
        constraint export_published_check check ((object_key is null) or (expires_at is not null))
      )`);
    this.addSql('create index export_requested_by_index on export (requested_by, id desc)');
    this.addSql('create index export_purge_at_index on export (purge_at) where purge_at is not null');
    this.addSql(
      `create index job_open_export_index on job (requested_by) where type = 'export' and status in ('queued', 'running')`,
    );
  }

  override down(): void {
    this.addSql('drop index job_open_export_index');
    this.addSql('drop table export');
  }
}
