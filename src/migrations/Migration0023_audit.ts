import { Migration } from '@mikro-orm/migrations';

/**
 * The audit trail: rows are added and read. Whoever owns the table could do more, so a trigger refuses every other write but the
 * count of an hour, and three functions are the only doors: to anonymise a person, to remove what is too old, to open neither.
 */
export class Migration0023_audit extends Migration {
  override up(): void {
    this.addSql(`
      create table audit_entry (
        id uuid not null default uuidv7() primary key,
        at timestamptz not null default now(),
        deed text not null,
        actor_id uuid null,
        api_key_id uuid null,
        target_type text not null,
        target_id text null,
        address text null,
        request_id text null,
        details jsonb not null default '{}',
        count int not null default 1,
        last_at timestamptz not null default now(),
        counted_hour timestamptz null
      )`);
    this.addSql(
      `create unique index audit_entry_counted_index on audit_entry (deed, coalesce(target_id, ''), counted_hour) where counted_hour is not null`,
    );
    this.addSql('create index audit_entry_actor_index on audit_entry (actor_id, id desc) where actor_id is not null');
    this.addSql(
      'create index audit_entry_target_index on audit_entry (target_id, id desc) where target_id is not null',
    );
    this.addSql('create index audit_entry_deed_index on audit_entry (deed, id desc)');
    this.addSql('create index audit_entry_at_index on audit_entry (at)');

    this.addSql(`
      create function audit_entry_guard() returns trigger language plpgsql as $$
      begin
        if current_setting('vibe.audit_door', true) = 'open' then
          return coalesce(new, old);
        end if;
        if tg_op = 'UPDATE' and new.counted_hour is not null and new.count = old.count + 1
          and to_jsonb(new) - array['count', 'last_at'] = to_jsonb(old) - array['count', 'last_at'] then
          return new;
        end if;
        raise exception 'audit_entry is append-only' using errcode = 'insufficient_privilege';
      end $$`);
    this.addSql(`
      create trigger audit_entry_guard before update or delete on audit_entry
        for each row execute function audit_entry_guard()`);
    this.addSql(`
      create trigger audit_entry_guard_truncate before truncate on audit_entry
        for each statement execute function audit_entry_guard()`);

    // The door is open only while the function runs; an error rolls it back. A `set` clause of the function would need a superuser.
    this.addSql(`
      create function audit_forget_person(person uuid, page int) returns int language plpgsql security definer
        set search_path = pg_catalog, public as $$
      declare touched int;
      begin
        perform set_config('vibe.audit_door', 'open', true);
        update audit_entry set
          actor_id = nullif(actor_id, person),
          api_key_id = case when actor_id = person then null else api_key_id end,
          address = case when actor_id = person or target_id = person::text then null else address end,
          target_id = nullif(target_id, person::text),
          counted_hour = case when target_id = person::text then null else counted_hour end,
          details = replace(details::text, person::text, '00000000-0000-0000-0000-000000000000')::jsonb
        where id in (
          (select id from audit_entry where actor_id = person limit page)
          union (select id from audit_entry where target_id = person::text limit page)
          limit page);
        get diagnostics touched = row_count;
        perform set_config('vibe.audit_door', '', true);
        return touched;
      end $$`);
    this.addSql(`
      create function audit_remove_before(cutoff timestamptz, page int) returns int language plpgsql security definer
        set search_path = pg_catalog, public as $$
      declare touched int;
      begin
        perform set_config('vibe.audit_door', 'open', true);
        delete from audit_entry where id in (
          select id from audit_entry where at < cutoff order by at limit page);
        get diagnostics touched = row_count;
        perform set_config('vibe.audit_door', '', true);
        return touched;
      end $$`);
  }

  override down(): void {
    this.addSql('drop function audit_remove_before(timestamptz, int)');
    this.addSql('drop function audit_forget_person(uuid, int)');
    this.addSql('drop table audit_entry');
    this.addSql('drop function audit_entry_guard()');
  }
}
