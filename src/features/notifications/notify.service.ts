import type { Em } from '../../platform/db/sql.ts';
import type { NewNotification } from './notifications.contract.ts';

/**
 * Writes notifications in the transaction of what caused them, tells the sockets and has mails sent as each user prefers,
 * a few statements for any number of them. What somebody did to themselves is no news and is dropped.
 */
export type Notify = (tx: Em, notifications: readonly NewNotification[]) => Promise<void>;
