import { Migration } from '@mikro-orm/migrations';

const NAMED = `jsonb_path_query_array(properties, '$.** ? (@ like_regex "^[0-9a-f]{8}-")')`;

/** SQL: the first id of a day that is a `date` expression. */
const firstIdOf = (day: string) =>
  `(lpad(to_hex((extract(epoch from (${day})::timestamp) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/**
 * Partitions `event` by day over its ids, which hold their time. What takes long (validating, building an index) does not lock
 * writers out; what locks them out (renaming and attaching) takes a moment, in one statement and so in one transaction.
 */
export class Migration0026_event_partitions extends Migration {
  override isTransactional(): boolean {
    return false; // indexes are built concurrently
  }

  override up(): void {
    this.addSql('alter table event validate constraint event_source_check');
    this.addSql('alter table event validate constraint event_before_partitions');
    this.addSql('drop index if exists event_txid_index'); // left invalid by a run that was broken off
    this.addSql('create index concurrently event_txid_index on event using brin (txid)');
    this.addSql(`do $$
      declare
        held boolean := exists (select from event);
        bound uuid := (select substring(pg_get_constraintdef(oid) from '[0-9a-f-]{36}')::uuid
          from pg_constraint where conname = 'event_before_partitions');
        day date := (now() at time zone 'UTC')::date - 8;
      begin
        set local lock_timeout = '5s';
        create schema event_partition;
        lock table event in access exclusive mode;
        drop index event_occurred_at_index;
        alter table event rename to event_before;
        alter table event_before set schema event_partition;
        alter table event_partition.event_before rename constraint event_pkey to event_before_pkey;
        alter index event_partition.event_txid_index rename to event_before_txid_index;
        alter index event_partition.event_user_id_index rename to event_before_user_id_index;
        alter index event_partition.event_named_index rename to event_before_named_index;

        create table event (
          id uuid not null default uuidv7(),
          name text not null,
          user_id uuid null,
          occurred_at timestamptz not null default now(),
          properties jsonb not null default '{}',
          txid bigint not null default (pg_current_xact_id()::text::bigint),
          source text not null default 'system',
          machine boolean not null default false,
          constraint event_pkey primary key (id),
          constraint event_source_check check (source in ('system', 'client', 'server'))
        ) partition by range (id);
        create index event_txid_index on event using brin (txid);
        create index event_user_id_index on event (user_id) where user_id is not null;
        create index event_named_index on event using gin ((${NAMED}) jsonb_path_ops) where properties <> '{}';
        -- A missing partition must not make posting fail; a row in here is an alert.
        create table event_partition.event_default partition of event default;

        if held then
          execute format('alter table event attach partition event_partition.event_before for values from (minvalue) to (%L)', bound);
          day := (now() at time zone 'UTC')::date + 7;
        else
          drop table event_partition.event_before;
        end if;
        while day <= (now() at time zone 'UTC')::date + 14 loop
          execute format('create table event_partition.%I partition of event for values from (%L) to (%L)',
            'event_' || to_char(day, 'YYYYMMDD'), ${firstIdOf('day')}, ${firstIdOf('day + 1')});
          day := day + 1;
        end loop;
      end $$`);
  }

  override down(): void {
    this.addSql(`do $$ begin
      create table event_whole (like event including defaults including constraints);
      insert into event_whole select * from event;
      drop table event;
      drop schema event_partition cascade;
      alter table event_whole rename to event;
      alter table event add constraint event_pkey primary key (id);
      create index event_occurred_at_index on event (occurred_at);
      create index event_user_id_index on event (user_id) where user_id is not null;
      create index event_named_index on event using gin ((${NAMED}) jsonb_path_ops) where properties <> '{}';
    end $$`);
  }
}
