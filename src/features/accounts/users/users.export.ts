import { column, type Dataset, equals } from '../../../platform/datasets/dataset.ts';
import { ROLES } from '../../../platform/http/principal.ts';

/** Living accounts. */
export const usersDataset: Dataset = {
  name: 'users',
  title: 'Users',
  about: 'All accounts that were not deleted',
  audience: 'admin',
  columns: [
    column('id', 'id', 'u.id'),
    column('createdAt', 'instant', 'u.created_at'),
    column('displayName', 'text', 'u.display_name'),
    column('email', 'text', 'u.email'),
    column('emailVerifiedAt', 'instant', 'u.email_verified_at'),
    column('role', 'id', 'u.role'),
    column('disabledAt', 'instant', 'u.disabled_at'),
    column('timeZone', 'id', 'p.time_zone'),
  ],
  filters: [equals('role', 'u.role', ROLES, 'Only users with this role')],
  from: '(select * from app_user where deleted_at is null) u left join user_preferences p on p.user_id = u.id',
  at: 'u.created_at',
  order: 'u.id',
};
