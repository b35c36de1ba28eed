import { Migration } from '@mikro-orm/migrations';

/** Objects in the order in which storages list them, which is by bytes: the nightly audit walks both side by side. */
export class Migration0034_object_keys extends Migration {
  override isTransactional(): boolean {
    return false; // the index is built concurrently
  }

  override up(): void {
    this.addSql('drop index concurrently if exists stored_object_key_index'); // left invalid by a run that was broken off
    this.addSql('create index concurrently stored_object_key_index on stored_object (key collate "C")');
  }

  override down(): void {
    this.addSql('drop index concurrently if exists stored_object_key_index');
  }
}
