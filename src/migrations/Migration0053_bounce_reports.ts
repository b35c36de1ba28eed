import { Migration } from '@mikro-orm/migrations';

/** Reports of bounces that were taken, so that one which is sent again counts once. */
export class Migration0053_bounce_reports extends Migration {
  override up(): void {
    this.addSql(`
      create table email_bounce_report (
        body_hash bytea not null primary key,
        taken_at timestamptz not null default now()
      )`);
    this.addSql('create index email_bounce_report_taken_at_index on email_bounce_report (taken_at)');
  }

  override down(): void {
    this.addSql('drop table email_bounce_report');
  }
}
