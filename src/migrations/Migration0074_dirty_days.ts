import { Migration } from '@mikro-orm/migrations';

/** UTC days that are to be counted again, because rows of them came behind the back of the passes: by an import. */
export class Migration0074_dirty_days extends Migration {
  override up(): void {
    this.addSql(`
      create table rollup_dirty_day (
        day date not null primary key,
        marked_at timestamptz not null default now()
      )`);
  }

  override down(): void {
    this.addSql('drop table rollup_dirty_day');
  }
}
