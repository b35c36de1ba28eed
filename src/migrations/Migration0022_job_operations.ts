import { Migration } from '@mikro-orm/migrations';

/** What looking after jobs needs: dead letters that were seen, and an index for each question that is asked of millions. */
export class Migration0022_job_operations extends Migration {
  override up(): void {
    this.addSql('alter table job add column acknowledged_at timestamptz null, add column acknowledged_by uuid null');
    // Dead letters, newest first.
    this.addSql(
      `create index job_dead_letter_index on job (id desc) where status = 'failed' and acknowledged_at is null`,
    );
    this.addSql('create index job_acknowledged_by_index on job (acknowledged_by) where acknowledged_by is not null');
    // Failures of a period by cause.
    this.addSql(`create index job_failed_index on job (finished_at, type, error_code) where status = 'failed'`);
    this.addSql('create index job_cause_index on job (error_code, id desc) where error_code is not null');
    this.addSql(`create index job_priority_index on job (priority, id desc) where priority <> 'normal'`);
    this.addSql(`create index job_waiting_index on job (greatest(queued_at, run_at)) where status = 'queued'`);
    // The throughput of a period, and what is old enough to be deleted.
    this.addSql('drop index job_finished_index');
    this.addSql('create index job_finished_index on job (finished_at, status) where finished_at is not null');
    this.addSql(
      `create index job_scheduled_index on job (finished_at) where period_key is not null and status = 'succeeded'`,
    );
    // Counts and durations of a period without the rows.
    this.addSql(
      'create index job_created_index on job (created_at) include (type, status, queued_at, run_at, started_at, finished_at)',
    );
    // Index-only scans need pages that vacuum has seen: the default would leave a fifth of a large table unseen.
    this.addSql(
      'alter table job set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)',
    );
  }

  override down(): void {
    this.addSql('alter table job reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor)');
    this.addSql('drop index job_created_index');
    this.addSql('drop index job_scheduled_index');
    this.addSql('drop index job_finished_index');
    this.addSql('create index job_finished_index on job (finished_at) where finished_at is not null');
    this.addSql('drop index job_waiting_index');
    this.addSql('drop index job_priority_index');
    this.addSql('drop index job_cause_index');
    this.addSql('drop index job_failed_index');
    this.addSql('alter table job drop column acknowledged_by, drop column acknowledged_at');
  }
}
