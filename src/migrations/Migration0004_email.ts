import { Migration } from '@mikro-orm/migrations';

/** The ledger of transactional mail. */
export class Migration0004_email extends Migration {
  override up(): void {
    this.addSql(`
      create table email_message (
        id uuid not null default uuidv7() primary key,
        job_id uuid not null,
        template text not null,
        category text not null,
        to_address text not null,
        to_name text not null default '',
        user_id uuid null,
        subject text not null,
        data jsonb not null,
        priority text not null default 'normal',
        status text not null default 'queued',
        send_at timestamptz null,
        lease_holder text null,
        lease_until timestamptz null,
        attempts int not null default 0,
        uncertain_count int not null default 0,
        smtp_response text null,
        error_code text null,
        error_message text null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        sent_at timestamptz null,
        ended_at timestamptz null,
        constraint email_message_status_check check (status in ('queued', 'sending', 'sent', 'failed', 'cancelled')),
        constraint email_message_priority_check check (priority in ('critical', 'high', 'normal', 'low'))
      )`);
    this.addSql('create unique index email_message_job_id_index on email_message (job_id)');
    this.addSql('create index email_message_created_at_index on email_message (created_at)');
    this.addSql(
      'create index email_message_user_id_index on email_message (user_id, id desc) where user_id is not null',
    );
    this.addSql('create index email_message_to_address_index on email_message (to_address, id desc)');
    this.addSql(`create index email_message_failed_index on email_message (id desc) where status = 'failed'`);
  }

  override down(): void {
    this.addSql('drop table email_message');
  }
}
