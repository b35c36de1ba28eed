import { column, type Dataset, equals, ownedBy } from '../../platform/datasets/dataset.ts';
import { NOTIFICATION_KINDS } from './notifications.contract.ts';

export const notificationsDataset: Dataset = {
  name: 'notifications',
  title: 'Notifications',
  about: 'Your notifications',
  audience: 'person',
  columns: [
    column('id', 'id', 'n.id'),
    column('createdAt', 'instant', 'n.created_at'),
    column('readAt', 'instant', 'n.read_at'),
    column('kind', 'id', 'n.kind'),
    column('actorId', 'id', 'n.actor_id'),
    column('data', 'json', 'n.data'),
  ],
  filters: [equals('kind', 'n.kind', NOTIFICATION_KINDS, 'Only notifications of this kind')],
  from: 'notification n',
  owned: ownedBy('n.user_id'),
  at: 'n.created_at',
  order: 'n.id',
};
