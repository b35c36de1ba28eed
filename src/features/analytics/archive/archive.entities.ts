import { defineEntity, p } from '@mikro-orm/postgresql';

/** The archive of a partition of events. A row of it stays: what was archived, and the hash by which a copy can be checked. */
export const EventArchiveEntity = defineEntity({
  name: 'EventArchive',
  tableName: 'event_archive',
  indexes: [{ name: 'event_archive_partition_index', properties: ['partition'] }],
  checks: [
    { name: 'event_archive_state_check', expression: `state in ('writing', 'verified', 'dropped')` },
    {
      name: 'event_archive_verified_check',
      expression: `state = 'writing' or (events is not null and bytes is not null and sha256 is not null)`,
    },
  ],
  properties: {
    /** In the storage: NDJSON, compressed by gzip. Each attempt has its own. */
    key: p.text().primary(),
    /** `event_20260302`, in the schema `event_partition`. */
    partition: p.text(),
    /** `verified`: read back from the storage, with the rows and the hash that were written. `dropped`: the partition is gone. */
    state: p.text().default('writing'),
    events: p.bigint().nullable(),
    /** Of the object. */
    bytes: p.bigint().nullable(),
    /** Of the object, in hex. */
    sha256: p.text().nullable(),
    /** When the first and the last of its events happened; null without events. */
    firstAt: p.datetime().nullable(),
    lastAt: p.datetime().nullable(),
    begunAt: p.datetime().defaultRaw('now()'),
    verifiedAt: p.datetime().nullable(),
    droppedAt: p.datetime().nullable(),
  },
});
