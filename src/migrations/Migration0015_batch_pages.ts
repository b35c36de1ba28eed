import { Migration } from '@mikro-orm/migrations';

/** Batches of any size: what changes all their mails, and what fills them, goes page by page. */
export class Migration0015_batch_pages extends Migration {
  override up(): void {
    this.addSql(`
      create table email_batch_change (
        job_id uuid not null primary key,
        from_statuses text[] not null,
        becomes text not null,
        error_code text null,
        error_message text null,
        after_id uuid not null,
        requested_at timestamptz not null default now(),
        constraint email_batch_change_becomes_check check (becomes in ('queued', 'failed', 'cancelled'))
      )`);
    this.addSql('alter table email_batch add column filled_up_to uuid null');
  }

  override down(): void {
    this.addSql('alter table email_batch drop column filled_up_to');
    this.addSql('drop table email_batch_change');
  }
}
