import { Migration } from '@mikro-orm/migrations';

/** Archives of events whose own period is over. Their rows stay, since they say which days are gone. */
export class Migration0075_expired_archives extends Migration {
  override up(): void {
    this.#states(`'writing', 'verified', 'dropped', 'expired'`);
  }

  override down(): void {
    this.addSql(`update event_archive set state = 'dropped' where state = 'expired'`);
    this.#states(`'writing', 'verified', 'dropped'`);
  }

  /** A row a day: checking them takes a moment. */
  #states(states: string): void {
    this.addSql('alter table event_archive drop constraint event_archive_state_check');
    this.addSql(
      `alter table event_archive add constraint event_archive_state_check check (state in (${states})) not valid`,
    );
    this.addSql('alter table event_archive validate constraint event_archive_state_check');
  }
}
