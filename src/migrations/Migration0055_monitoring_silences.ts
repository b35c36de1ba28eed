import { Migration } from '@mikro-orm/migrations';

/** Silences: what is not told for a while. What they hold back is told at their end. */
export class Migration0055_monitoring_silences extends Migration {
  override up(): void {
    this.addSql(`
      create table monitor_silence (
        id uuid not null default uuidv7() primary key,
        rule_id uuid null,
        severity text null,
        labels jsonb not null default '{}',
        comment text null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        created_at timestamptz not null default now()
      )`);
    this.addSql('create index monitor_silence_ends_index on monitor_silence (ends_at)');
    // Why a change was told late.
    this.addSql('alter table monitor_delivery add column held_by text null');
    // locks: notices of alerts, a small table that one process at a time writes; none of them is held back when it is built.
    this.addSql(
      `create index monitor_delivery_held_index on monitor_delivery (status) where status in ('silenced', 'muted')`,
    );
  }

  override down(): void {
    this.addSql('drop index monitor_delivery_held_index');
    this.addSql('alter table monitor_delivery drop column held_by');
    this.addSql('drop table monitor_silence');
  }
}
