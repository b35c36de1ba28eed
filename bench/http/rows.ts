import pg from 'pg';

/** The rows that are read, and the session that reads them. */

export const ROW_ID = '01980000-0000-7000-8000-00000000aaaa';
export const SESSION_ID = '01980000-0000-7000-8000-00000000bbbb';

const TABLES = `
  create table bench_row (id uuid primary key, name text not null, email text not null, created_at timestamptz not null);
  create table bench_session (id uuid primary key, revoked_at timestamptz);
  insert into bench_row select uuidv7(), 'name ' || n, 'n' || n || '@example.org', now() from generate_series(1, 10000) n;
  insert into bench_row values ('${ROW_ID}', 'The row', 'row@example.org', now());
  insert into bench_session values ('${SESSION_ID}', null);
  analyze`;

export async function fillRows(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(TABLES);
  await client.end();
}
