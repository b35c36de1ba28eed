import { Migration } from '@mikro-orm/migrations';

/** Assets and their prices. */
export class Migration0006_market extends Migration {
  override up(): void {
    this.addSql(`
      create table asset (
        id serial primary key,
        symbol text not null,
        name text not null,
        kind text not null default 'stock',
        currency text not null default 'USD',
        last_price double precision null,
        last_price_at timestamptz null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint asset_kind_check check (kind in ('stock', 'etf', 'index', 'crypto', 'currency', 'commodity'))
      )`);
    this.addSql('alter table asset add constraint asset_symbol_unique unique (symbol)');
    this.addSql('create index asset_kind_symbol_index on asset (kind, symbol)');
    this.addSql('create extension if not exists pg_trgm');
    // Without fastupdate: assets come rarely, and a search would go through those that wait to be put into the index.
    this.addSql(`
      create index asset_search_index on asset using gin (symbol gin_trgm_ops, name gin_trgm_ops) with (fastupdate = off)`);
    this.addSql(`
      create table price (
        asset_id int not null,
        at timestamptz not null,
        price double precision not null,
        open double precision null,
        high double precision null,
        low double precision null,
        volume double precision null,
        constraint price_pkey primary key (asset_id, at)
      )`);
  }

  override down(): void {
    this.addSql('drop table price');
    this.addSql('drop table asset');
  }
}
