import { Migration } from '@mikro-orm/migrations';

/** Routes by severity, escalation, what follows from another alert, and the heartbeat. */
export class Migration0056_monitoring_routes extends Migration {
  override up(): void {
    this.addSql(`
      create table monitor_route (
        id uuid not null default uuidv7() primary key,
        name text not null,
        severities text[] not null,
        channels text[] not null,
        next_channels text[] not null,
        group_seconds int not null,
        escalate_after_seconds int null,
        escalate_to text[] not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    this.addSql('alter table monitor_alert add column escalate_at timestamptz null');
    // The rule whose alert this one follows from.
    this.addSql('alter table monitor_alert add column cause_rule_id uuid null');
    // locks: no release has this table yet.
    this.addSql(
      'create index monitor_alert_escalate_index on monitor_alert (escalate_at) where escalate_at is not null',
    );
    this.addSql(`alter table monitor_delivery add column next_channels text[] not null default '{}'`);
    this.addSql('alter table monitor_delivery add column lease_until timestamptz null');
    // An alert may escalate again.
    this.addSql('alter table monitor_transition drop constraint monitor_transition_alert_id_kind_key');
    // locks: no release has this table yet.
    this.addSql(
      `create unique index monitor_transition_once_index on monitor_transition (alert_id, kind) where kind <> 'escalated'`,
    );
    // locks: no release has this table yet.
    this.addSql('create index monitor_transition_alert_id_index on monitor_transition (alert_id)');
    this.addSql(`
      create table monitor_heartbeat (
        id boolean not null default true primary key,
        sent_at timestamptz not null,
        constraint monitor_heartbeat_check check (id)
      )`);
  }

  override down(): void {
    this.addSql('drop table monitor_heartbeat');
    this.addSql(`delete from monitor_transition where kind = 'escalated'`);
    this.addSql('drop index monitor_transition_alert_id_index');
    this.addSql('drop index monitor_transition_once_index');
    this.addSql(
      'alter table monitor_transition add constraint monitor_transition_alert_id_kind_key unique (alert_id, kind)',
    );
    this.addSql('alter table monitor_delivery drop column lease_until, drop column next_channels');
    this.addSql('drop index monitor_alert_escalate_index');
    this.addSql('alter table monitor_alert drop column cause_rule_id, drop column escalate_at');
    this.addSql('drop table monitor_route');
  }
}
