import { column, type Dataset, equals } from '../../../platform/datasets/dataset.ts';

export const pricesDataset: Dataset = {
  name: 'prices',
  title: 'Prices',
  about: 'All prices, by asset and time',
  audience: 'admin',
  columns: [
    column('symbol', 'id', 'a.symbol'),
    column('at', 'instant', 'p.at'),
    column('price', 'number', 'p.price'),
    column('open', 'number', 'p.open'),
    column('high', 'number', 'p.high'),
    column('low', 'number', 'p.low'),
    column('volume', 'number', 'p.volume'),
    column('currency', 'id', 'a.currency'),
  ],
  filters: [equals('symbol', 'a.symbol', 'text', 'Only prices of this symbol')],
  from: 'price p join asset a on a.id = p.asset_id',
  at: 'p.at',
  order: 'p.asset_id, p.at',
};
