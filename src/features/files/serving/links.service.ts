import { sql } from 'kysely';
import type { Config } from '../../../platform/config.ts';
import { type Em, run } from '../../../platform/db/sql.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import { notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { UPLOAD_TYPES, type Variant } from '../files.contract.ts';
import { mayManageFile } from '../files.policy.ts';
import { type FileRow, findFile } from '../files.queries.ts';
import type { LinkTokens, Served } from './link-tokens.ts';

/** The variant that a link without one leads to, or why there is none. */
export function cleanVariantOf(file: FileRow): Variant | Problem {
  const type = UPLOAD_TYPES[file.contentType as keyof typeof UPLOAD_TYPES];
  if (file.kind !== 'upload' || type?.group !== 'image') return 'original';
  const variants = file.variants.map(({ variant }) => variant);
  if (variants.includes('large')) return 'large';
  if (variants.includes('thumb')) return 'thumb';
  return file.status === 'processing'
    ? problem(409, 'not_ready', 'The file is still being processed.', { headers: { 'Retry-After': '1' } })
    : problem(409, 'no_clean_variant', 'There is no variant without metadata. Ask for `variant: original`.');
}

export interface LinkDeps {
  config: Pick<Config, 'http'>;
  tokens: LinkTokens;
}

export function createLinks({ config, tokens }: LinkDeps) {
  function urlOf(file: Pick<FileRow, 'id' | 'version'>, served: Served, expiresAt: Date): string {
    const token = tokens.sign({ fileId: file.id, version: file.version, served, expiresAt });
    return `${config.http.publicUrl}/api/files/${file.id}/download?token=${token}`;
  }

  return {
    urlOf,

    /** Makes the link to a file that was made for a user. It works without a log-in, unless the file is for its owner only. */
    urlOfMade(file: Pick<FileRow, 'id' | 'version' | 'signInOnly'>, expiresAt: Date): string {
      return file.signInOnly
        ? `${config.http.publicUrl}/api/files/${file.id}/download`
        : urlOf(file, 'original', expiresAt);
    },

    /** Creates a link. Only the owner may, since it lets others read. */
    async create(
      em: Em,
      principal: Principal,
      fileId: string,
      wanted: { variant: Variant | undefined; seconds: number },
    ): Promise<{ url: string; expiresAt: string } | Problem> {
      const file = await findFile(em, fileId);
      if (!file || !mayManageFile(principal, file)) return notFound('The file');
      if (file.ownerId !== principal.userId) return ownerOnly();
      if (file.scan === 'infected') return infected();
      if (file.signInOnly) return problem(403, 'sign_in_only', 'Only you can download this file, signed in.');
      const { variant } = wanted;
      if (variant === undefined) {
        const clean = cleanVariantOf(file);
        if (typeof clean !== 'string') return clean;
      } else if (variant !== 'original' && !file.variants.some((known) => known.variant === variant)) {
        return notFound('The variant');
      }
      const expiresAt = new Date((Math.floor(Date.now() / 1_000) + wanted.seconds) * 1_000);
      return { url: urlOf(file, variant ?? 'clean', expiresAt), expiresAt: expiresAt.toISOString() };
    },

    /** Ends all links that were given out before. */
    async revoke(em: Em, principal: Principal, fileId: string): Promise<Problem | null> {
      const file = await findFile(em, fileId);
      if (!file || !mayManageFile(principal, file)) return notFound('The file');
      await run(em, sql`update file set version = version + 1 where id = ${fileId} and deleted_at is null`);
      return null;
    },
  };
}

export function ownerOnly(): Problem {
  return problem(403, 'owner_only', 'Only the owner of the file may do this.');
}

export function infected(): Problem {
  return problem(403, 'file_infected', 'The virus scanner found something in this file. Nobody can download it.');
}

export type Links = ReturnType<typeof createLinks>;
