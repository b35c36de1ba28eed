import { Migration } from '@mikro-orm/migrations';

/** Indexes of what is searched, and of the rows whose words are still to be written. */
const INDEXES = {
  post_words_index: 'post using gin (words) where deleted_at is null',
  post_stale_words_index:
    'post (id) where case when deleted_at is null then words_at is distinct from coalesce(edited_at, created_at) else words is not null end',
  app_user_stale_name_index:
    'app_user (id) where case when deleted_at is null then indexed_name is distinct from display_name else indexed_name is not null end',
};

export class Migration0066_search_indexes extends Migration {
  override isTransactional(): boolean {
    return false; // the indexes are built concurrently
  }

  override up(): void {
    for (const [name, on] of Object.entries(INDEXES)) {
      this.addSql(`drop index concurrently if exists ${name}`); // left invalid by a run that was broken off
      this.addSql(`create index concurrently ${name} on ${on}`);
    }
  }

  override down(): void {
    for (const name of Object.keys(INDEXES)) this.addSql(`drop index concurrently if exists ${name}`);
  }
}
