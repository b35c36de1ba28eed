import { Migration } from '@mikro-orm/migrations';

/** The outbox and read model of durable work. */
export class Migration0002_jobs extends Migration {
  override up(): void {
    this.addSql(`
      create table job (
        id uuid not null default uuidv7() primary key,
        type text not null,
        status text not null default 'queued',
        priority text not null default 'normal',
        summary text not null,
        workflow text not null,
        task_queue text not null,
        input jsonb not null,
        requested_by uuid null,
        period_key text null,
        generation int not null default 1,
        restarts int not null default 0,
        chain_id text null,
        attempts int not null default 0,
        next_attempt_at timestamptz null,
        progress_done int not null default 0,
        progress_total int null,
        error_code text null,
        error_message text null,
        result jsonb null,
        traceparent text null,
        run_at timestamptz null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        queued_at timestamptz not null default now(),
        dispatch_after timestamptz not null default now(),
        dispatch_attempts int not null default 0,
        dispatched_at timestamptz null,
        started_at timestamptz null,
        finished_at timestamptz null,
        cancel_requested_at timestamptz null,
        cancel_delivered_at timestamptz null,
        constraint job_status_check check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
        constraint job_priority_check check (priority in ('critical', 'high', 'normal', 'low'))
      )`);
    this.addSql('create unique index job_period_key_index on job (period_key) where period_key is not null');
    this.addSql(
      `create index job_undispatched_index on job (dispatch_after) where status = 'queued' and dispatched_at is null`,
    );
    this.addSql(`create index job_open_index on job (updated_at) where status in ('queued', 'running')`);
    this.addSql(
      `create index job_cancelling_index on job (cancel_requested_at) where cancel_requested_at is not null and (cancel_delivered_at is null or status = 'running')`,
    );
    this.addSql('create index job_requested_by_index on job (requested_by, id desc)');
    this.addSql('create index job_status_index on job (status, id desc)');
    this.addSql('create index job_type_index on job (type, id desc)');
    this.addSql('create index job_finished_index on job (finished_at) where finished_at is not null');
  }

  override down(): void {
    this.addSql('drop table job');
  }
}
