import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import { invalidRequest, isProblem, type Problem, problem } from '../../../platform/http/problem.ts';
import { newSecret, sha256 } from '../../../platform/secrets.ts';
import { attemptKey, reserveAttempt } from '../../accounts/credentials/attempts.service.ts';
import { MAIL_LOCKOUT } from '../../accounts/credentials/lockout.domain.ts';
import { callerProblem } from '../../accounts/credentials/mail-budget.service.ts';
import { normalizeEmail } from '../../accounts/email-address.domain.ts';
import { findContact } from '../../accounts/people/contacts.reads.ts';
import { holdLivingUser, holdOwnerOfAddress } from '../../accounts/people/living-users.reads.ts';
import { findAuthors } from '../../accounts/people/public-users.reads.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import type { Notify } from '../../notifications/notify.service.ts';
import { lockReadableRoom, NOT_ALLOWED, type RoomAccess } from '../room-access.ts';
import { findMember } from '../room-members.queries.ts';
import { isBanned } from '../room-membership.ts';
import { INVITATION_DAYS, MAX_OPEN_INVITATIONS } from '../rooms.domain.ts';
import { canInvite } from '../rooms.policy.ts';
import { countInvitations, INVITATION, type InvitationRow } from './room-invitations.queries.ts';

/** What the mail to an address says, all of it written by users but the token, which is nowhere else in clear. */
export interface InvitationMail {
  email: string;
  token: string;
  inviterName: string;
  roomName: string;
  roomDescription: string | null;
  memberCount: number;
  message: string | null;
}

/** Enqueues the mail in the transaction of `tx`. No one may find its job: it would tell that the address is unknown here. */
export type MailInvitation = (tx: Em, mail: InvitationMail) => Promise<void>;

export interface InvitationsDeps {
  notify: Notify;
  mailInvitation: MailInvitation;
}

export type NewInvitation = { to: { userId: string } | { email: string }; message: string | null };

const ALREADY_INVITED = problem(409, 'already_invited', 'This user or address is already invited.');
const ALREADY_MEMBER = problem(409, 'already_member', 'This user is already a member.');
const NOT_INVITABLE = problem(409, 'not_invitable', 'This user cannot be invited to this room.');
const TOO_MANY = problem(
  409,
  'too_many_invitations',
  `A room can have at most ${MAX_OPEN_INVITATIONS} open invitations.`,
);
const UNPROVEN = problem(
  403,
  'email_not_verified',
  'Verify your own e-mail address before you invite an address. You can invite users by their id.',
);
const UNKNOWN_USER = invalidRequest([
  { field: 'body.to.userId', code: 'unknown_user', message: 'There is no such user' },
]);
/** Each new invitation takes some expired ones of any room away, so no address stays long and no job is needed. */
const PRUNED_PER_INSERT = 20;

async function prune(tx: Em, roomId: string): Promise<void> {
  await run(
    tx,
    sql`with elsewhere as (
          delete from room_invitation where id in (
            select id from room_invitation where expires_at < now() and room_id <> ${roomId} order by expires_at
            limit ${PRUNED_PER_INSERT} for update skip locked))
        delete from room_invitation where room_id = ${roomId} and expires_at < now()`,
  );
}

interface Target {
  inviteeId: string | null;
  email: string | null;
  hidden: boolean;
  token: string | null;
}

async function write(
  tx: Em,
  room: RoomAccess,
  inviterId: string,
  message: string | null,
  { inviteeId, email, hidden, token }: Target,
): Promise<InvitationRow | undefined> {
  return await row(
    tx,
    sql`insert into room_invitation (room_id, inviter_id, invitee_id, email, hidden, token_hash, message, expires_at)
        values (${room.id}, ${inviterId}, ${inviteeId}, ${email}, ${hidden}, ${token === null ? null : sha256(token)}, ${message},
          now() + make_interval(days => ${INVITATION_DAYS}))
        on conflict do nothing returning ${INVITATION}`,
  );
}

/** 429 when the address got several invitations lately, no matter who sent them and anyone who has it. */
async function addressProblem(tx: Em, email: string): Promise<Problem | null> {
  const wait = await reserveAttempt(tx, attemptKey('invitation', email), MAIL_LOCKOUT);
  if (wait === 0) return null;
  return problem(429, 'too_many_attempts', 'This address was invited several times recently.', {
    headers: { 'Retry-After': String(wait) },
  });
}

export function createInvitationsService({ notify, mailInvitation }: InvitationsDeps) {
  async function tell(tx: Em, room: RoomAccess, invitation: InvitationRow, userId: string): Promise<void> {
    await notify(tx, [
      {
        kind: 'room_invitation',
        userId,
        actorId: invitation.inviterId,
        onceKey: `room_invitation:${invitation.id}`,
        data: {
          roomId: room.id,
          roomName: room.name,
          roomDescription: room.description,
          memberCount: room.memberCount,
          invitationId: invitation.id,
          message: invitation.message,
        },
      },
    ]);
  }

  async function inviteUser(
    tx: Em,
    room: RoomAccess,
    inviterId: string,
    userId: string,
    message: string | null,
  ): Promise<InvitationRow | Problem> {
    if (!(await holdLivingUser(tx, userId))) return UNKNOWN_USER;
    if (await findMember(tx, room.id, userId)) return ALREADY_MEMBER;
    if (await isBanned(tx, room.id, userId)) return NOT_INVITABLE;
    // Someone may have invited an address of theirs: that this is the same person must not show here.
    await run(
      tx,
      sql`update room_invitation set hidden = true
          where room_id = ${room.id} and invitee_id = ${userId} and email is not null and not hidden`,
    );
    const target = { inviteeId: userId, email: null, hidden: false, token: null };
    const made = await write(tx, room, inviterId, message, target);
    if (!made) return ALREADY_INVITED;
    await tell(tx, room, made, userId);
    return made;
  }

  /** Whether the person could be told of one more invitation into this room. */
  async function isOpenTo(tx: Em, roomId: string, userId: string): Promise<boolean> {
    if ((await findMember(tx, roomId, userId)) || (await isBanned(tx, roomId, userId))) return false;
    const invited = await row(
      tx,
      sql`select from room_invitation where room_id = ${roomId} and invitee_id = ${userId} and not hidden`,
    );
    return invited === undefined;
  }

  /** The answer does not depend on whether anybody here has the address. */
  async function inviteAddress(
    tx: Em,
    room: RoomAccess,
    inviterId: string,
    email: string,
    message: string | null,
  ): Promise<InvitationRow | Problem> {
    // An account costs nothing but a form: without this anybody could have us mail strangers.
    if (!(await findContact(tx, inviterId))?.emailVerified) return UNPROVEN;
    const refused = (await addressProblem(tx, email)) ?? (await callerProblem(tx, inviterId));
    if (refused) return refused;
    const owner = await holdOwnerOfAddress(tx, email);
    const inviteeId = owner?.id ?? null;
    const hidden = inviteeId !== null && !(await isOpenTo(tx, room.id, inviteeId));
    const token = inviteeId === null ? newSecret() : null;
    const made = await write(tx, room, inviterId, message, { inviteeId, email, hidden, token });
    if (!made) return ALREADY_INVITED;
    if (token !== null) {
      const inviterName = (await findAuthors(tx, [inviterId]))(inviterId).displayName;
      const { name: roomName, description: roomDescription, memberCount } = room;
      await mailInvitation(tx, { email, token, inviterName, roomName, roomDescription, memberCount, message });
    } else if (inviteeId !== null && !hidden) await tell(tx, room, made, inviteeId);
    return made;
  }

  return {
    /**
     * For the owner and room admins, in public rooms for every member. Tells the invited person; an address that no one here
     * has proven gets a mail with a token instead. Must run in a transaction that a Problem rolls back.
     */
    async invite(
      em: Em,
      principal: Principal,
      roomId: string,
      { to, message }: NewInvitation,
    ): Promise<InvitationRow | Problem> {
      return await transact(em, async (tx) => {
        const room = await lockReadableRoom(tx, principal, roomId);
        if (isProblem(room)) return room;
        if (!canInvite(room)) return NOT_ALLOWED;
        await prune(tx, roomId);
        if ((await countInvitations(tx, roomId)) >= MAX_OPEN_INVITATIONS) return TOO_MANY;
        const made =
          'userId' in to
            ? await inviteUser(tx, room, principal.userId, to.userId, message)
            : await inviteAddress(tx, room, principal.userId, normalizeEmail(to.email), message);
        if (isProblem(made)) return made;
        const properties = { roomId, invitationId: made.id };
        await recordEvent(tx, { name: 'room.invited', userId: principal.userId, properties });
        return made;
      });
    },
  };
}
