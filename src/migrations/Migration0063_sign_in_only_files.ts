import { Migration } from '@mikro-orm/migrations';

/** Files to which there are no links: exports that only their signed-in user can download. */
export class Migration0063_sign_in_only_files extends Migration {
  override up(): void {
    this.addSql('alter table file add column sign_in_only boolean not null default false');
  }

  override down(): void {
    this.addSql('alter table file drop column sign_in_only');
  }
}
