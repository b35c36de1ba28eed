import { Migration } from '@mikro-orm/migrations';

/** What the instances of the API share: spent rate limits and the answers behind idempotency keys. */
export class Migration0001_http extends Migration {
  override up(): void {
    // Unlogged: a crash of Postgres empties it, which only refills everybody's budget, and writes skip the WAL.
    this.addSql(`
      create unlogged table rate_limit_bucket (
        principal text not null,
        class text not null,
        window_start timestamptz not null,
        leased int not null,
        primary key (principal, class)
      )`);
    this.addSql('create index rate_limit_bucket_window_start_index on rate_limit_bucket (window_start)');
    this.addSql(`
      create table idempotency_key (
        principal text not null,
        route text not null,
        key text not null,
        body_hash text not null,
        status int null,
        headers jsonb null,
        body text null,
        created_at timestamptz not null default now(),
        primary key (principal, route, key)
      )`);
    this.addSql('create index idempotency_key_created_at_index on idempotency_key (created_at)');
  }

  override down(): void {
    this.addSql('drop table idempotency_key');
    this.addSql('drop table rate_limit_bucket');
  }
}
