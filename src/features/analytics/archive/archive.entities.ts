import { defineEntity, p } from '@mikro-orm/postgresql';

/**
 * The archive of a partition of events. Its row is kept: it says what was archived, with the hash that a copy can be checked
 * against.
 */
export const EventArchiveEntity = defineEntity({
  name: 'EventArchive',
  tableName: 'event_archive',
  indexes: [{ name: 'event_archive_partition_index', properties: ['partition'] }],
  checks: [
    { name: 'event_archive_state_check', expression: `state in ('writing', 'verified', 'dropped', 'expired')` },
    {
      name: 'event_archive_verified_check',
      expression: `state = 'writing' or (events is not null and bytes is not null and sha256 is not null)`,
    },
  ],
  properties: {
    /** Key in the storage. The object is NDJSON, compressed by gzip. Each attempt has a key of its own. */
    key: p.text().primary(),
    /** Such as `event_20260302`, in the schema `event_partition`. */
    partition: p.text(),
    /**
     * `verified`: read back from the storage with the rows and the hash that were written. `dropped`: the partition is gone.
     * `expired`: the archive is gone too, or soon.
     */
    state: p.text().default('writing'),
    events: p.bigint().nullable(),
    /** Bytes of the object. */
    bytes: p.bigint().nullable(),
    /** SHA-256 of the object, in hex. */
    sha256: p.text().nullable(),
    /** Times of the first and the last of its events; null without events. */
    firstAt: p.datetime().nullable(),
    lastAt: p.datetime().nullable(),
    begunAt: p.datetime().defaultRaw('now()'),
    verifiedAt: p.datetime().nullable(),
    droppedAt: p.datetime().nullable(),
  },
});
