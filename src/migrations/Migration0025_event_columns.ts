import { Migration } from '@mikro-orm/migrations';

/**
 * What analytics needs to know of an event, and a bound for the rows of today's table. Constant defaults rewrite nothing, and
 * the check is not validated here, so writers wait for a moment only.
 */
export class Migration0025_event_columns extends Migration {
  override up(): void {
    this.addSql(`set local lock_timeout = '5s'`);
    this.addSql(`
      alter table event
        add column txid bigint not null default 0,
        add column source text not null default 'system',
        add column machine boolean not null default false`);
    // Rows from before keep 0: they are in no figure until a rebuild. From here on a row tells which transaction wrote it.
    this.addSql('alter table event alter column txid set default (pg_current_xact_id()::text::bigint)');
    this.addSql(
      `alter table event add constraint event_source_check check (source in ('system', 'client', 'server')) not valid`,
    );
    // Ids are UUIDs of version 7: those of this table end where the first partition will begin, in a week.
    this.addSql(`do $$ begin
      execute format('alter table event add constraint event_before_partitions check (id < %L) not valid',
        (lpad(to_hex((extract(epoch from ((now() at time zone 'UTC')::date + 7)::timestamp) * 1000)::bigint), 12, '0')
          || repeat('0', 20))::uuid);
    end $$`);
    this.addSql(`
      create table event_name (
        name text not null primary key,
        first_seen_at timestamptz not null default now()
      )`);
    this.addSql(`
      create table event_allowance (
        user_id uuid not null,
        day date not null,
        leased int not null,
        primary key (user_id, day)
      )`);
  }

  override down(): void {
    this.addSql('drop table event_allowance');
    this.addSql('drop table event_name');
    this.addSql('alter table event drop constraint if exists event_before_partitions');
    this.addSql('alter table event drop column txid, drop column source, drop column machine');
  }
}
