import { Migration } from '@mikro-orm/migrations';

/** Remembers what happened in a period beside who was active, and sums up small ranges of the partitions that have no rows yet. */
export class Migration0041_remembered_figures extends Migration {
  override up(): void {
    this.addSql('alter table active_count add column flows jsonb null');
    // A partition in use stays as it is: passes stop looking at it nine days from now.
    this.addSql(`do $$
      declare
        part record;
      begin
        for part in
          select c.oid::regclass as name, x.indexrelid::regclass as txid_index
          from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_index x on x.indrelid = c.oid
            join pg_class k on k.oid = x.indexrelid join pg_am a on a.oid = k.relam
          where i.inhparent = 'event'::regclass and a.amname = 'brin' and pg_relation_size(c.oid) = 0
        loop
          execute format('alter index %s set (pages_per_range = 16, autosummarize = on)', part.txid_index);
          execute format('reindex index %s', part.txid_index);
        end loop;
      end $$`);
  }

  override down(): void {
    this.addSql('alter table active_count drop column flows');
    this.addSql(`do $$
      declare
        found record;
      begin
        for found in
          select k.oid::regclass as name from pg_inherits i join pg_index x on x.indrelid = i.inhrelid
            join pg_class k on k.oid = x.indexrelid join pg_am a on a.oid = k.relam
          where i.inhparent = 'event'::regclass and a.amname = 'brin'
        loop
          execute format('alter index %s reset (pages_per_range, autosummarize)', found.name);
        end loop;
      end $$`);
  }
}
