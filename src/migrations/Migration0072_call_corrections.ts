import { Migration } from '@mikro-orm/migrations';

/** Calls whose prices were corrected and whose outcome is to be computed again, and when it last was. Those marked before are due too. */
export class Migration0072_call_corrections extends Migration {
  override up(): void {
    this.addSql('alter table post_call add column correction_due boolean not null default false');
    this.addSql('alter table post_call add column corrected_at timestamptz null');
    this.addSql('update post_call set correction_due = true where price_changed_at is not null');
  }

  override down(): void {
    this.addSql('alter table post_call drop column correction_due, drop column corrected_at');
  }
}
