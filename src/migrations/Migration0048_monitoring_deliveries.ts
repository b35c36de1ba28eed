import { Migration } from '@mikro-orm/migrations';

/** Who is to be told of what, and whether they were. */
export class Migration0048_monitoring_deliveries extends Migration {
  override up(): void {
    this.addSql(`
      create table monitor_delivery (
        transition_id uuid not null,
        channel text not null,
        status text not null default 'queued',
        attempts int not null default 0,
        due_at timestamptz not null default now(),
        created_at timestamptz not null default now(),
        notice_id uuid null,
        sent_at timestamptz null,
        error text null,
        primary key (transition_id, channel)
      )`);
    this.addSql(`create index monitor_delivery_due_index on monitor_delivery (due_at) where status = 'queued'`);
  }

  override down(): void {
    this.addSql('drop table monitor_delivery');
  }
}
