import { Migration } from '@mikro-orm/migrations';

/** The history of what processes measure: by minute and ten minutes beside the samples, and by route. */
export class Migration0046_monitoring_history extends Migration {
  override up(): void {
    this.addSql(`alter table instance add column version text not null default ''`);
    // Steps are seconds: 10 as sampled, 60 and 600 as joined.
    this.addSql(`
      create table metric_history (
        step int not null,
        at timestamptz not null,
        instance_id uuid not null,
        figures jsonb not null,
        primary key (step, at, instance_id)
      )`);
    this.addSql(`
      create table route_sample (
        step int not null,
        at timestamptz not null,
        instance_id uuid not null,
        route text not null,
        requests int not null,
        refused int not null,
        errors int not null,
        sum_ms double precision not null,
        first int not null,
        buckets int[] not null,
        primary key (step, at, instance_id, route)
      )`);
    // Until when samples of a step were joined from those of the step below.
    this.addSql(`
      create table metric_join (
        step int not null primary key,
        joined_until timestamptz not null
      )`);
    this.addSql(`insert into metric_join (step, joined_until) values
      (60, date_bin('60 seconds', now(), 'epoch')), (600, date_bin('600 seconds', now(), 'epoch'))`);

    // Whose turn it is to measure what processes share.
    this.addSql(`
      create table metric_probe (
        id boolean not null default true primary key,
        probed_at timestamptz not null default now(),
        totals jsonb not null default '{}',
        constraint metric_probe_check check (id)
      )`);
    this.addSql('insert into metric_probe (id) values (true)');
  }

  override down(): void {
    this.addSql('drop table metric_probe');
    this.addSql('drop table metric_join');
    this.addSql('drop table route_sample');
    this.addSql('drop table metric_history');
    this.addSql('alter table instance drop column version');
  }
}
