import { Migration } from '@mikro-orm/migrations';

/**
 * When the first stored price of an asset that lies in the future will be its latest, and what rested on prices that were corrected or
 * deleted. An asset whose latest price lies in the future gets the latest that does not.
 */
export class Migration0067_changed_prices extends Migration {
  override up(): void {
    this.addSql('alter table asset add column next_price_at timestamptz null');
    this.addSql('alter table price_alert_firing add column price_changed_at timestamptz null');
    this.addSql('alter table post_call add column price_changed_at timestamptz null');
    this.addSql(`
      update asset set (last_price, last_price_at) =
          (select price, at from price where asset_id = asset.id and at <= now() order by at desc limit 1),
        next_price_at = (select at from price where asset_id = asset.id and at > now() order by at limit 1)
      where last_price_at > now()`);
  }

  override down(): void {
    this.addSql('alter table post_call drop column price_changed_at');
    this.addSql('alter table price_alert_firing drop column price_changed_at');
    this.addSql('alter table asset drop column next_price_at');
  }
}
