import { Migration } from '@mikro-orm/migrations';

/** What calls are compared with, and how far people's calls can be believed. */
export class Migration0028_credibility extends Migration {
  override up(): void {
    this.addSql(`
      create table base_rate (
        horizon_hours int not null primary key,
        samples int not null,
        wins double precision not null,
        computed_at timestamptz not null default now()
      )`);
    this.addSql(`
      create table credibility (
        user_id uuid not null primary key,
        score double precision null,
        figures jsonb not null,
        computed_at timestamptz not null default now()
      )`);
    this.addSql('create index credibility_score_index on credibility (score desc, user_id) where score is not null');
    this.addSql('create index credibility_computed_at_index on credibility (computed_at)');
  }

  override down(): void {
    this.addSql('drop table credibility');
    this.addSql('drop table base_rate');
  }
}
