import { Migration } from '@mikro-orm/migrations';

/** When a run got on and when it is looked at are told apart, and what looks after jobs finds its rows by an index. */
export class Migration0013_job_liveness extends Migration {
  override up(): void {
    // `now()` is the same for all rows, so no row is written.
    this.addSql(`
      alter table job
        add column progressed_at timestamptz not null default now(),
        add column look_after timestamptz not null default now()`);
    this.addSql(`create index job_open_type_index on job (type, id desc) where status in ('queued', 'running')`);
    this.addSql(
      `create index job_look_index on job (look_after) where status in ('queued', 'running') and dispatched_at is not null`,
    );
    // Each write to an open job had to keep it up to date.
    this.addSql('drop index job_open_index');
  }

  override down(): void {
    this.addSql(`create index job_open_index on job (updated_at) where status in ('queued', 'running')`);
    this.addSql('drop index job_look_index');
    this.addSql('drop index job_open_type_index');
    this.addSql('alter table job drop column progressed_at, drop column look_after');
  }
}
