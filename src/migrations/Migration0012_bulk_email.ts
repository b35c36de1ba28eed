import { Migration } from '@mikro-orm/migrations';

/** Mail in bulk: batches in the ledger, what became of mails afterwards, suppressions, and the pace that all workers share. */
export class Migration0012_bulk_email extends Migration {
  override up(): void {
    this.addSql(`
      alter table email_message
        add column once_key text null,
        add column next_attempt_at timestamptz null,
        add column expires_at timestamptz null,
        add column opened_at timestamptz null,
        add column machine_opened_at timestamptz null,
        add column clicked_at timestamptz null,
        add column bounced_at timestamptz null,
        add column complained_at timestamptz null,
        add column unsubscribed_at timestamptz null`);
    // A page of rows turns `sending` and then `sent`: with room in their own pages no index is written for it.
    this.addSql('alter table email_message set (fillfactor = 50)');
    this.addSql('alter table email_message drop constraint email_message_status_check');
    this.addSql(`alter table email_message add constraint email_message_status_check check (
      status in ('queued', 'sending', 'deferred', 'sent', 'failed', 'cancelled', 'suppressed', 'skipped'))`);
    this.addSql('drop index email_message_job_id_index');
    this.addSql('create unique index email_message_job_id_index on email_message (job_id) where once_key is null');
    this.addSql(
      'create unique index email_message_once_key_index on email_message (once_key) where once_key is not null',
    );
    this.addSql('create index email_message_batch_index on email_message (job_id, id) where once_key is not null');
    this.addSql('drop index email_message_failed_index');
    this.addSql('create index email_message_failed_index on email_message (id desc) where error_code is not null');

    this.addSql(`
      create table email_batch (
        job_id uuid not null primary key,
        created_at timestamptz not null default now(),
        filled_at timestamptz null,
        paused_at timestamptz null
      )`);
    this.addSql(`
      create table email_link (
        job_id uuid not null,
        number int not null,
        url text not null,
        primary key (job_id, number)
      )`);
    this.addSql(`
      create table email_click (
        message_id uuid not null,
        number int not null,
        clicks int not null default 0,
        machine_clicks int not null default 0,
        first_clicked_at timestamptz null,
        primary key (message_id, number)
      )`);
    this.addSql(`
      create table email_suppression (
        id uuid not null default uuidv7() primary key,
        address text not null,
        reason text not null,
        category text null,
        message_id uuid null,
        note text null,
        created_by uuid null,
        created_at timestamptz not null default now(),
        constraint email_suppression_reason_check check (reason in ('hard_bounce', 'complaint', 'unsubscribe', 'manual')),
        constraint email_suppression_category_check check ((reason = 'unsubscribe') = (category is not null))
      )`);
    this.addSql(
      `create unique index email_suppression_address_index on email_suppression (address, reason, coalesce(category, ''))`,
    );

    this.addSql(`
      create table send_pace (
        name text not null primary key,
        next_at timestamptz not null default now()
      )`);

    this.addSql(
      'create index user_preferences_digest_index on user_preferences (time_zone, digest_day, digest_hour, user_id)',
    );

    this.addSql(`
      create table email_campaign (
        id uuid not null primary key,
        name text not null,
        content jsonb not null,
        audience jsonb not null,
        send_at timestamptz null,
        created_by uuid null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    this.addSql(
      'create index email_campaign_created_by_index on email_campaign (created_by) where created_by is not null',
    );
  }

  override down(): void {
    this.addSql('drop table email_campaign');
    this.addSql('drop index user_preferences_digest_index');
    this.addSql('drop table send_pace');
    this.addSql('drop table email_suppression');
    this.addSql('drop table email_click');
    this.addSql('drop table email_link');
    this.addSql('drop table email_batch');
    this.addSql('delete from email_message where once_key is not null');
    this.addSql('drop index email_message_failed_index');
    this.addSql(`create index email_message_failed_index on email_message (id desc) where status = 'failed'`);
    this.addSql('drop index email_message_batch_index');
    this.addSql('drop index email_message_job_id_index');
    this.addSql('create unique index email_message_job_id_index on email_message (job_id)');
    this.addSql('alter table email_message drop constraint email_message_status_check');
    this.addSql(`update email_message set status = 'failed' where status in ('deferred', 'suppressed', 'skipped')`);
    this.addSql(`alter table email_message add constraint email_message_status_check check (
      status in ('queued', 'sending', 'sent', 'failed', 'cancelled'))`);
    this.addSql('alter table email_message reset (fillfactor)');
    this.addSql(`
      alter table email_message drop column once_key, drop column next_attempt_at, drop column expires_at,
        drop column opened_at, drop column machine_opened_at, drop column clicked_at, drop column bounced_at,
        drop column complained_at, drop column unsubscribed_at`);
  }
}
