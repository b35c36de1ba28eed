import { Migration } from '@mikro-orm/migrations';

/** What figures are read from: sums of events by quarter of an hour, who was active when, and what processes say of themselves. */
export class Migration0027_rollups extends Migration {
  override up(): void {
    this.addSql(`
      create table rollup_state (
        id boolean not null default true primary key,
        watermark bigint not null default 0,
        cluster bigint null,
        passed_at timestamptz null,
        complete_until timestamptz null,
        rebuild_day date null,
        changes bigint not null default 0,
        constraint rollup_state_check check (id)
      )`);
    this.addSql('insert into rollup_state (id) values (true)');
    this.addSql(`
      create table event_quarter (
        at timestamptz not null,
        name text not null,
        variant text not null,
        machine boolean not null,
        events bigint not null,
        primary key (at, name, variant, machine)
      )`);
    this.addSql(`
      create table event_day (
        day date not null,
        name text not null,
        variant text not null,
        machine boolean not null,
        events bigint not null,
        primary key (day, name, variant, machine)
      )`);
    this.addSql(`
      create table active_day (
        day date not null,
        user_id uuid not null,
        quarters bit(96) not null,
        primary key (day, user_id)
      )`);
    this.addSql('create index active_day_user_id_index on active_day (user_id)');
    this.addSql(`
      create table active_count (
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        users int not null,
        counted_at timestamptz not null default now(),
        primary key (starts_at, ends_at)
      )`);
    this.addSql(`
      create table user_quarter (
        user_id uuid not null,
        at timestamptz not null,
        name text not null,
        variant text not null,
        events bigint not null,
        primary key (user_id, at, name, variant)
      )`);
    this.addSql('create index user_quarter_at_index on user_quarter (at)');
    this.addSql(`
      create table asset_quarter (
        at timestamptz not null,
        asset_id int not null,
        posts int not null,
        primary key (at, asset_id)
      )`);
    this.addSql(`
      create table event_minute (
        at timestamptz not null,
        name text not null,
        events bigint not null,
        primary key (at, name)
      )`);
    this.addSql(`
      create table active_minute (
        at timestamptz not null,
        user_id uuid not null,
        primary key (at, user_id)
      )`);
    this.addSql(`
      create table platform_hour (
        at timestamptz not null primary key,
        taken_at timestamptz not null default now(),
        figures jsonb not null
      )`);

    this.addSql(`
      create table instance (
        id uuid not null primary key,
        kind text not null,
        host text not null,
        pid int not null,
        started_at timestamptz not null default now(),
        seen_at timestamptz not null default now(),
        stopped_at timestamptz null
      )`);
    this.addSql(`
      create table metric_sample (
        at timestamptz not null default now(),
        instance_id uuid not null,
        figures jsonb not null,
        primary key (instance_id, at)
      )`);
    this.addSql('create index metric_sample_at_index on metric_sample (at)');
    this.addSql(`
      create table http_quarter (
        at timestamptz not null,
        instance_id uuid not null,
        requests int not null,
        errors int not null,
        cpu double precision not null,
        first int not null,
        buckets int[] not null,
        primary key (at, instance_id)
      )`);
    // Replaces a deleted person in what is counted, so that counts stay true. Forgotten with the end of the deletion.
    this.addSql('alter table account_deletion add column stand_in uuid null default gen_random_uuid()');
    this.addSql('update account_deletion set stand_in = null where completed_at is not null');
  }

  override down(): void {
    this.addSql('alter table account_deletion drop column stand_in');
    for (const table of [
      'http_quarter',
      'metric_sample',
      'instance',
      'platform_hour',
      'active_minute',
      'event_minute',
    ]) {
      this.addSql(`drop table ${table}`);
    }
    for (const table of ['asset_quarter', 'user_quarter', 'active_count', 'active_day', 'event_day', 'event_quarter']) {
      this.addSql(`drop table ${table}`);
    }
    this.addSql('drop table rollup_state');
  }
}
