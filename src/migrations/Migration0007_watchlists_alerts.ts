import { Migration } from '@mikro-orm/migrations';

/** What people keep an eye on: watchlists and price alerts. */
export class Migration0007_watchlists_alerts extends Migration {
  override up(): void {
    this.addSql(`
      create table watchlist (
        id uuid not null default uuidv7() primary key,
        user_id uuid not null,
        name text not null,
        position int not null default 0,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    this.addSql('create index watchlist_user_id_index on watchlist (user_id, position, id)');

    this.addSql(`
      create table watchlist_asset (
        watchlist_id uuid not null,
        asset_id int not null,
        added_at timestamptz not null default now(),
        constraint watchlist_asset_pkey primary key (watchlist_id, asset_id),
        constraint watchlist_asset_watchlist_id_foreign foreign key (watchlist_id) references watchlist (id) on delete cascade
      )`);

    this.addSql(`
      create table price_alert (
        id uuid not null default uuidv7() primary key,
        user_id uuid not null,
        asset_id int not null,
        condition text not null,
        threshold double precision not null,
        rearm_percent double precision not null default 1,
        repeat boolean not null default true,
        note text null,
        state text not null default 'armed',
        reference_price double precision null,
        upper_level double precision null,
        lower_level double precision null,
        evaluated_at timestamptz null,
        fired_count int not null default 0,
        last_fired_at timestamptz null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint price_alert_condition_check check (condition in ('above', 'below', 'percent_move')),
        constraint price_alert_state_check check (state in ('armed', 'disarmed', 'done', 'paused'))
      )`);
    this.addSql('create index price_alert_user_id_index on price_alert (user_id, id desc)');
    this.addSql(
      'create index price_alert_upper_level_index on price_alert (asset_id, upper_level) where upper_level is not null',
    );
    this.addSql(
      'create index price_alert_lower_level_index on price_alert (asset_id, lower_level) where lower_level is not null',
    );

    this.addSql(`
      create table price_alert_firing (
        id uuid not null default uuidv7() primary key,
        alert_id uuid not null,
        job_id uuid not null,
        at timestamptz not null,
        price double precision not null,
        threshold double precision not null,
        reference_price double precision null,
        told_at timestamptz null,
        created_at timestamptz not null default now(),
        constraint price_alert_firing_alert_id_foreign foreign key (alert_id) references price_alert (id) on delete cascade
      )`);
    this.addSql('alter table price_alert_firing add constraint price_alert_firing_once_unique unique (alert_id, at)');
    this.addSql(
      'create index price_alert_firing_untold_index on price_alert_firing (job_id, id) where told_at is null',
    );
  }

  override down(): void {
    for (const table of ['price_alert_firing', 'price_alert', 'watchlist_asset', 'watchlist']) {
      this.addSql(`drop table ${table}`);
    }
  }
}
