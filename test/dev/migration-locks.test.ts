import { expect, test } from '@jest/globals';
import { refusals } from '../../dev/migration-locks.ts';

const migration = (statement: string, comment = '') => `
export class Migration0099_x extends Migration {
  override up(): void {
    ${comment}
    this.addSql(\`${statement}\`);
  }

  override down(): void {
    this.addSql('alter table job drop column note');
  }
}`;

test.each([
  'create index job_note_index on job (note)',
  'create unique index job_note_index on job (note)',
  'drop index job_note_index',
  'alter table job alter column attempts type bigint',
  'alter table job add column token uuid not null default gen_random_uuid()',
  "alter table job add constraint job_note_check check (note <> '')",
  'alter table job add constraint job_user_fkey foreign key (requested_by) references app_user (id)',
  'alter table job alter column note set not null',
  'vacuum full job',
  'lock table job in access exclusive mode',
  'alter table job drop column note',
  'alter table job rename column note to remark',
])('%s is refused, unless the migration says why', (statement) => {
  expect(refusals(migration(statement))).toHaveLength(1);
  expect(refusals(migration(statement, '// locks: the table has some dozen rows'))).toEqual([]);
});

test.each([
  'create index concurrently job_note_index on job (note)',
  'drop index concurrently if exists job_note_index',
  'alter table job add column note text null, add column seen_at timestamptz not null default now()',
  "alter table job add constraint job_note_check check (note <> '') not valid",
  'alter table job validate constraint job_note_check',
  'alter table job add constraint job_key unique using index job_key_index',
  'create table note (id uuid primary key, constraint c check (true)); create index note_index on note (id)',
])('%s needs no reason', (statement) => {
  expect(refusals(migration(statement))).toEqual([]);
});
