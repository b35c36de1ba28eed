import { Migration } from '@mikro-orm/migrations';

/** What became of partitions of events whose period is over: no partition is dropped before its archive is verified. */
export class Migration0060_event_archive extends Migration {
  override up(): void {
    this.addSql(`
      create table event_archive (
        key text not null primary key,
        partition text not null,
        state text not null default 'writing',
        events bigint null,
        bytes bigint null,
        sha256 text null,
        first_at timestamptz null,
        last_at timestamptz null,
        begun_at timestamptz not null default now(),
        verified_at timestamptz null,
        dropped_at timestamptz null,
        constraint event_archive_state_check check (state in ('writing', 'verified', 'dropped')),
        constraint event_archive_verified_check check (state = 'writing' or (events is not null and bytes is not null and sha256 is not null))
      )`);
    this.addSql('create index event_archive_partition_index on event_archive (partition)');
  }

  override down(): void {
    this.addSql('drop table event_archive');
  }
}
