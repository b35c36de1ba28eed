import { Migration } from '@mikro-orm/migrations';

/** Files, the objects of the storage that hold their bytes, and how much each user stores. */
export class Migration0017_files extends Migration {
  override up(): void {
    this.addSql(`
      create table file (
        id uuid not null default uuidv7() primary key,
        owner_id uuid null,
        kind text not null,
        name text not null,
        content_type text not null,
        size bigint not null,
        sha256 bytea not null,
        version int not null default 1,
        status text not null default 'processing',
        error_code text null,
        error_message text null,
        meta jsonb null,
        scan text not null,
        process_attempts int not null default 0,
        job_id uuid null,
        expires_at timestamptz null,
        created_at timestamptz not null default now(),
        ready_at timestamptz null,
        deleted_at timestamptz null,
        constraint file_kind_check check (kind in ('upload', 'export', 'report')),
        constraint file_status_check check (status in ('processing', 'ready', 'failed')),
        constraint file_scan_check check (scan in ('pending', 'clean', 'infected', 'not_scanned', 'skipped')),
        constraint file_size_check check (size >= 0)
      )`);
    this.addSql('create index file_owner_id_index on file (owner_id, id desc) where deleted_at is null');
    this.addSql(
      `create index file_sha256_index on file (owner_id, sha256) where deleted_at is null and kind = 'upload'`,
    );
    this.addSql(
      'create index file_expires_at_index on file (expires_at) where expires_at is not null and deleted_at is null',
    );
    this.addSql('create index file_job_id_index on file (job_id) where job_id is not null');

    this.addSql(`
      create table stored_object (
        key text not null primary key,
        file_id uuid not null,
        owner_id uuid null,
        variant text not null,
        version int not null,
        bytes bigint not null,
        content_type text not null,
        sha256 bytea not null,
        width int null,
        height int null,
        state text not null,
        lease_until timestamptz null,
        garbage_at timestamptz null,
        attempts int not null default 0,
        created_at timestamptz not null default now(),
        constraint stored_object_state_check check (state in ('writing', 'live', 'garbage')),
        constraint stored_object_lease_check check ((state = 'writing') = (lease_until is not null)),
        constraint stored_object_garbage_check check ((state = 'garbage') = (garbage_at is not null))
      )`);
    this.addSql(
      `create unique index stored_object_live_index on stored_object (file_id, variant, version) where state = 'live'`,
    );
    this.addSql(`create index stored_object_lease_until_index on stored_object (lease_until) where state = 'writing'`);
    this.addSql(`create index stored_object_garbage_at_index on stored_object (garbage_at) where state = 'garbage'`);
    this.addSql('create index stored_object_owner_id_index on stored_object (owner_id) where owner_id is not null');
    this.addSql('create index stored_object_file_id_index on stored_object (file_id)');

    this.addSql(`
      create table user_storage (
        user_id uuid not null primary key,
        used_bytes bigint not null default 0,
        reserved_bytes bigint not null default 0,
        file_count int not null default 0,
        quota_bytes bigint null,
        constraint user_storage_used_bytes_check check (used_bytes >= 0),
        constraint user_storage_reserved_bytes_check check (reserved_bytes >= 0),
        constraint user_storage_file_count_check check (file_count >= 0)
      )`);
  }

  override down(): void {
    this.addSql('drop table user_storage');
    this.addSql('drop table stored_object');
    this.addSql('drop table file');
  }
}
