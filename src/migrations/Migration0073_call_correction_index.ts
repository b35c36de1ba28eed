import { Migration } from '@mikro-orm/migrations';

const INDEX = 'post_call_correction_index';

/** By it the calls are found that are to be computed again. */
export class Migration0073_call_correction_index extends Migration {
  override isTransactional(): boolean {
    return false; // the index is built concurrently
  }

  override up(): void {
    this.addSql(`drop index concurrently if exists ${INDEX}`); // left invalid by a run that was broken off
    this.addSql(`create index concurrently ${INDEX} on post_call (post_id) where correction_due`);
  }

  override down(): void {
    this.addSql(`drop index concurrently if exists ${INDEX}`);
  }
}
