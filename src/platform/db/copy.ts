import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Em } from './sql.ts';

/**
 * What a `COPY … FROM STDIN` reads. It travels as the parameter of its statement, through Kysely, to the one place that
 * knows the connection of the transaction: the client.
 */
export class CopySource {
  readonly #source: Readable;

  constructor(source: Readable) {
    this.#source = source;
  }

  /** Runs the statement by `query`, a client's own. An error of the source fails the statement, and is what is thrown. */
  async send(query: (stream: pg.Submittable) => unknown, statement: string): Promise<{ command: string; rows: [] }> {
    const stream = copyFrom(statement);
    query(stream);
    await pipeline(this.#source, stream);
    return { command: 'COPY', rows: [] };
  }
}

/**
 * Copies rows into a table in the transaction of `em`, with back-pressure: the source is read as fast as Postgres takes it.
 * @param statement `copy … from stdin …`
 * @param source bytes in the format that the statement names
 * @throws what the source throws, or what Postgres refuses; the transaction is lost in both cases
 */
export async function copyInto(em: Em, statement: string, source: Readable): Promise<void> {
  await em.getKysely().executeQuery(CompiledQuery.raw(statement, [new CopySource(source)]));
}
