import { Migration } from '@mikro-orm/migrations';

/** Reports, who was mailed which, and which ones a user wants. */
export class Migration0042_reports extends Migration {
  override up(): void {
    this.addSql(`
      create table report (
        id uuid not null primary key,
        scope text not null,
        user_id uuid null,
        requested_by uuid null,
        kind text not null,
        period text not null,
        first_day date not null,
        time_zone text not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        once_key text null,
        created_at timestamptz not null default now(),
        document jsonb null,
        charts jsonb null,
        pdf bytea null,
        constraint report_scope_check check ((scope = 'own') = (user_id is not null)),
        constraint report_ready_check check ((document is null) = (pdf is null))
      )`);
    this.addSql('create index report_user_id_index on report (user_id, id desc)');
    this.addSql('create unique index report_once_key_index on report (once_key) where once_key is not null');
    this.addSql('create index report_requested_by_index on report (requested_by)');
    this.addSql(`
      create table report_delivery (
        user_id uuid not null,
        scope text not null,
        period text not null,
        report_id uuid not null,
        delivered_at timestamptz not null default now(),
        primary key (user_id, scope, period)
      )`);
    this.addSql('create index report_delivery_delivered_at_index on report_delivery (delivered_at)');
    this.addSql(`alter table user_preferences add column reports jsonb not null default '{}'`);
  }

  override down(): void {
    this.addSql('alter table user_preferences drop column reports');
    this.addSql('drop table report_delivery');
    this.addSql('drop table report');
  }
}
