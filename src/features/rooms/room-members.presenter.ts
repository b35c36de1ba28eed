import type { z } from 'zod';
import type { Em } from '../../platform/db/sql.ts';
import { findAuthors } from '../accounts/people/public-users.reads.ts';
import type { BanRow, MemberRow } from './room-members.queries.ts';
import type { roomMemberSchema } from './room-members.schema.ts';

export async function memberPresenter(em: Em, members: readonly MemberRow[]) {
  const author = await findAuthors(
    em,
    members.map(({ userId }) => userId),
  );
  return (member: MemberRow): z.infer<typeof roomMemberSchema> => ({
    user: author(member.userId),
    role: member.role,
    joinedAt: member.joinedAt.toISOString(),
  });
}

export async function banPresenter(em: Em, bans: readonly BanRow[]) {
  const user = await findAuthors(
    em,
    bans.map(({ userId }) => userId),
  );
  return ({ userId, createdAt }: BanRow) => ({ user: user(userId), bannedAt: createdAt.toISOString() });
}
