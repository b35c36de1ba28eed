import { column, type Dataset, equals, ownedBy } from '../../../platform/datasets/dataset.ts';

export const alertsDataset: Dataset = {
  name: 'alerts',
  title: 'Price alerts',
  about: 'Your price alerts',
  audience: 'person',
  columns: [
    column('id', 'id', 'p.id'),
    column('createdAt', 'instant', 'p.created_at'),
    column('updatedAt', 'instant', 'p.updated_at'),
    column('symbol', 'id', 'a.symbol'),
    column('assetName', 'text', 'a.name'),
    column('currency', 'id', 'a.currency'),
    column('condition', 'id', 'p.condition'),
    column('threshold', 'number', 'p.threshold'),
    column('repeat', 'boolean', 'p.repeat'),
    column('note', 'text', 'p.note'),
    column('state', 'id', 'p.state'),
    column('firedCount', 'integer', 'p.fired_count'),
    column('lastFiredAt', 'instant', 'p.last_fired_at'),
  ],
  filters: [
    equals('state', 'p.state', ['armed', 'disarmed', 'done', 'paused'], 'Only alerts in this state'),
    equals('symbol', 'a.symbol', 'text', 'Only alerts on this symbol'),
  ],
  from: 'price_alert p join asset a on a.id = p.asset_id',
  owned: ownedBy('p.user_id'),
  at: 'p.created_at',
  order: 'p.id',
};
