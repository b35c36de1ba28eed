import { Migration } from '@mikro-orm/migrations';

/** By these, what rests on a price is found when the price is corrected or deleted; and assets whose next price has come. */
const INDEXES = {
  asset_next_price_index: 'asset (next_price_at) where next_price_at is not null',
  price_alert_firing_at_index: 'price_alert_firing (at)',
  post_call_price_index: 'post_call (asset_id, price_at)',
  post_call_close_index: 'post_call (asset_id, close_at) where close_at is not null',
  post_call_benchmark_price_index:
    'post_call (benchmark_asset_id, benchmark_price_at) where benchmark_price_at is not null',
  post_call_benchmark_close_index:
    'post_call (benchmark_asset_id, benchmark_close_at) where benchmark_close_at is not null',
};

export class Migration0068_changed_price_indexes extends Migration {
  override isTransactional(): boolean {
    return false; // the indexes are built concurrently
  }

  override up(): void {
    for (const [name, on] of Object.entries(INDEXES)) {
      this.addSql(`drop index concurrently if exists ${name}`); // left invalid by a run that was broken off
      this.addSql(`create index concurrently ${name} on ${on}`);
    }
  }

  override down(): void {
    for (const name of Object.keys(INDEXES)) this.addSql(`drop index concurrently if exists ${name}`);
  }
}
