/**
 * What a person did and what was done to their account, for their own archive, as a relation with the columns `at, deed, by,
 * target_type, target_id, address, count, last_at`. Of what others did it says neither who nor from where.
 * @param person SQL of their id, `current_setting('…')::uuid` for example
 */
export function auditOfPerson(person: string): string {
  const columns = `id, at, deed, case when actor_id = ${person} then 'you' else 'another' end as by, target_type,
    target_id, case when actor_id = ${person} then address end as address, count, last_at`;
  return `(select ${columns} from audit_entry where actor_id = ${person}
    union select ${columns} from audit_entry where target_type = 'user' and target_id = (${person})::text)`;
}
