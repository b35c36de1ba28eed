import { column, type Dataset, equals, ownedBy } from '../datasets/dataset.ts';

const columns = [
  column('id', 'id', 'e.id'),
  column('occurredAt', 'instant', 'e.occurred_at'),
  column('name', 'id', 'e.name'),
  column('userId', 'id', 'e.user_id'),
  column('properties', 'json', 'e.properties'),
] as const;

const common = {
  columns,
  from: 'event e',
  at: 'e.occurred_at',
  order: 'e.id',
};

const name = equals('name', 'e.name', 'text', 'Only events of this name');

/** What a person did. */
export const eventsDataset: Dataset = {
  ...common,
  name: 'events',
  title: 'Events',
  about: 'What you did, as it was recorded',
  audience: 'person',
  filters: [name],
  owned: ownedBy('e.user_id'),
};

export const allEventsDataset: Dataset = {
  ...common,
  name: 'all-events',
  title: 'All events',
  about: 'The events of all users',
  audience: 'admin',
  filters: [name, equals('userId', 'e.user_id', 'uuid', 'Only events of this user')],
};
