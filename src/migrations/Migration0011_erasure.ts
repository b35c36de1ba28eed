import { Migration } from '@mikro-orm/migrations';

/** The receipts of deleted accounts, and what it takes to find everything that names a person. */
export class Migration0011_erasure extends Migration {
  override up(): void {
    this.addSql(`
      create table account_deletion (
        id uuid not null default uuidv7() primary key,
        user_id uuid not null,
        requested_by uuid null,
        job_id uuid not null,
        token_hash bytea not null,
        status text not null default 'queued',
        counts jsonb not null default '{}',
        addresses text[] null,
        requested_at timestamptz not null default now(),
        completed_at timestamptz null,
        constraint account_deletion_status_check check (status in ('queued', 'running', 'completed')),
        constraint account_deletion_completed_check check (
          (status = 'completed') = (completed_at is not null) and (status <> 'completed' or addresses is null))
      )`);
    this.addSql('alter table account_deletion add constraint account_deletion_user_id_unique unique (user_id)');
    this.addSql('alter table account_deletion add constraint account_deletion_job_id_unique unique (job_id)');
    this.addSql('alter table account_deletion add constraint account_deletion_token_hash_unique unique (token_hash)');
    this.addSql('create index account_deletion_open_index on account_deletion (id desc) where completed_at is null');
    this.addSql(
      'create index account_deletion_requested_by_index on account_deletion (requested_by) where requested_by is not null',
    );

    this.addSql(`alter table email_message add column about_user_ids uuid[] not null default '{}'`);
    this.addSql(
      `create index email_message_about_user_ids_index on email_message using gin (about_user_ids) where about_user_ids <> '{}'`,
    );
    this.addSql('create index email_message_stranger_index on email_message (lower(to_address)) where user_id is null');

    this.addSql('create index event_user_id_index on event (user_id) where user_id is not null');
    this.addSql(
      `create index event_named_index on event using gin ((jsonb_path_query_array(properties, '$.** ? (@ like_regex "^[0-9a-f]{8}-")')) jsonb_path_ops) where properties <> '{}'`,
    );
  }

  override down(): void {
    this.addSql('drop index event_named_index');
    this.addSql('drop index event_user_id_index');
    this.addSql('drop index email_message_stranger_index');
    this.addSql('alter table email_message drop column about_user_ids');
    this.addSql('drop table account_deletion');
  }
}
