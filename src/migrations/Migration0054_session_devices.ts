import { Migration } from '@mikro-orm/migrations';

/** Where a session was opened and when it was last used, for its owner to recognise. Unknown for sessions of before. */
export class Migration0054_session_devices extends Migration {
  override up(): void {
    this.addSql(`
      alter table user_session
        add column address text null,
        add column device text null,
        add column last_used_at timestamptz null`);
  }

  override down(): void {
    this.addSql('alter table user_session drop column address, drop column device, drop column last_used_at');
  }
}
