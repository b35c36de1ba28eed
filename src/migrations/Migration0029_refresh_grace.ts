import { Migration } from '@mikro-orm/migrations';

/** Which client used a refresh token, so that its second tab may have the same successor for a moment. */
export class Migration0029_refresh_grace extends Migration {
  override up(): void {
    this.addSql('alter table refresh_token add column used_by bytea null');
  }

  override down(): void {
    this.addSql('alter table refresh_token drop column used_by');
  }
}
