import { Migration } from '@mikro-orm/migrations';

/** What features record about people's actions; analytics counts from here. */
export class Migration0005_event extends Migration {
  override up(): void {
    this.addSql(`
      create table event (
        id uuid not null default uuidv7() primary key,
        name text not null,
        user_id uuid null,
        occurred_at timestamptz not null default now(),
        properties jsonb not null default '{}'
      )`);
    this.addSql('create index event_occurred_at_index on event (occurred_at)');
  }

  override down(): void {
    this.addSql('drop table event');
  }
}
