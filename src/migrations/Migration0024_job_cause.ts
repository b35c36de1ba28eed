import { Migration } from '@mikro-orm/migrations';

/** Failures of one type and one cause: by either alone, a pair that is rare would be looked for among all rows of the other. */
export class Migration0024_job_cause extends Migration {
  override up(): void {
    this.addSql('create index job_type_cause_index on job (type, error_code, id desc) where error_code is not null');
  }

  override down(): void {
    this.addSql('drop index job_type_cause_index');
  }
}
