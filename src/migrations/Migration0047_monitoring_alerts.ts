import { Migration } from '@mikro-orm/migrations';

/** Rules, what is known of their series, and the alerts that they made. */
export class Migration0047_monitoring_alerts extends Migration {
  override up(): void {
    this.addSql(`
      create table monitor_rule (
        id uuid not null default uuidv7() primary key,
        key text null,
        name text not null,
        metric text not null,
        severity text not null,
        comparison text not null,
        threshold double precision not null,
        clear_threshold double precision not null,
        for_seconds int not null,
        cooldown_seconds int not null,
        window_seconds int not null,
        minimum_events int not null,
        no_data text not null,
        enabled boolean not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    this.addSql('create unique index monitor_rule_key_index on monitor_rule (key) where key is not null');
    this.addSql(`
      create table monitor_state (
        rule_id uuid not null,
        series text not null,
        labels jsonb not null,
        status text not null,
        since timestamptz not null,
        blind_since timestamptz null,
        muted_until timestamptz null,
        primary key (rule_id, series)
      )`);
    this.addSql(`
      create table monitor_alert (
        id uuid not null default uuidv7() primary key,
        rule_id uuid not null,
        rule_key text null,
        rule_name text not null,
        metric text not null,
        severity text not null,
        series text not null,
        labels jsonb not null,
        kind text not null,
        threshold double precision not null,
        fired_at timestamptz not null,
        value double precision null,
        ended_at timestamptz null,
        ended_by text null,
        ended_value double precision null,
        acknowledged_at timestamptz null,
        acknowledged_until timestamptz null
      )`);
    // One open alert for a series, whatever races.
    this.addSql(
      'create unique index monitor_alert_open_index on monitor_alert (rule_id, series) where ended_at is null',
    );
    this.addSql('create index monitor_alert_ended_index on monitor_alert (ended_at) where ended_at is not null');
    this.addSql(`
      create table monitor_transition (
        id uuid not null default uuidv7() primary key,
        alert_id uuid not null,
        kind text not null,
        at timestamptz not null,
        value double precision null,
        unique (alert_id, kind)
      )`);
    this.addSql('create table monitor_tick (at timestamptz not null primary key, completed_at timestamptz null)');
  }

  override down(): void {
    for (const table of ['tick', 'transition', 'alert', 'state', 'rule']) this.addSql(`drop table monitor_${table}`);
  }
}
