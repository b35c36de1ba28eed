import { Migration } from '@mikro-orm/migrations';

/**
 * What posts and names are found by, written by the programs: it depends on no locale. Rows from before are filled in page by page
 * by the workers, which find them by two partial indexes that are empty afterwards.
 */
export class Migration0065_search_words extends Migration {
  override up(): void {
    this.addSql('alter table post add column words tsvector null, add column words_at timestamptz null');
    this.addSql('alter table app_user add column indexed_name text null');
    this.addSql(`
      create table user_name_start (
        user_id uuid not null,
        start text collate "C" not null,
        whole boolean not null,
        constraint user_name_start_pkey primary key (user_id, start),
        constraint user_name_start_user_id_foreign foreign key (user_id) references app_user (id) on delete cascade
      )`);
    this.addSql('create index user_name_start_index on user_name_start (whole, start, user_id)');
  }

  override down(): void {
    this.addSql('drop table user_name_start');
    this.addSql('alter table app_user drop column indexed_name');
    this.addSql('alter table post drop column words, drop column words_at');
  }
}
