import { Migration } from '@mikro-orm/migrations';

/** Rooms with what happens in them, who follows whom, and the search for people. */
export class Migration0009_rooms_follows extends Migration {
  override up(): void {
    this.addSql(`
      create table room (
        id uuid not null default uuidv7() primary key,
        owner_id uuid not null,
        name text not null,
        description text null,
        visibility text not null,
        member_count int not null default 0,
        last_seq int not null default 0,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        closed_at timestamptz null,
        constraint room_visibility_check check (visibility in ('public', 'private')),
        constraint room_member_count_check check (member_count >= 0)
      )`);
    this.addSql(`create index room_newest_index on room (id desc) where visibility = 'public' and closed_at is null`);
    this.addSql(
      `create index room_largest_index on room (member_count desc, id desc) where visibility = 'public' and closed_at is null`,
    );
    this.addSql('create index room_owner_id_index on room (owner_id) where closed_at is null');

    this.addSql(`
      create table room_member (
        room_id uuid not null,
        user_id uuid not null,
        role text not null default 'member',
        joined_at timestamptz(3) not null default now(),
        last_read_seq int not null default 0,
        constraint room_member_pkey primary key (room_id, user_id),
        constraint room_member_role_check check (role in ('owner', 'admin', 'member'))
      )`);
    this.addSql('create index room_member_joined_at_index on room_member (room_id, joined_at, user_id)');
    this.addSql('create index room_member_user_id_index on room_member (user_id, room_id desc)');

    this.addSql(`
      create table room_ban (
        room_id uuid not null,
        user_id uuid not null,
        created_at timestamptz(3) not null default now(),
        constraint room_ban_pkey primary key (room_id, user_id)
      )`);
    this.addSql('create index room_ban_created_at_index on room_ban (room_id, created_at desc, user_id desc)');
    this.addSql('create index room_ban_user_id_index on room_ban (user_id)');

    this.addSql(`
      create table room_message (
        id uuid not null default uuidv7() primary key,
        room_id uuid not null,
        seq int not null,
        author_id uuid not null,
        text text null,
        created_at timestamptz not null default now(),
        edited_at timestamptz null,
        deleted_at timestamptz null,
        constraint room_message_text_check check ((text is null) = (deleted_at is not null))
      )`);
    this.addSql('alter table room_message add constraint room_message_seq_unique unique (room_id, seq)');
    this.addSql('create index room_message_author_id_index on room_message (author_id) where text is not null');

    this.addSql(`
      create table room_invitation (
        id uuid not null default uuidv7() primary key,
        room_id uuid not null,
        inviter_id uuid not null,
        invitee_id uuid null,
        email text null,
        hidden boolean not null default false,
        token_hash bytea null,
        message text null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        constraint room_invitation_target_check check ((invitee_id is not null) or (email is not null))
      )`);
    this.addSql('alter table room_invitation add constraint room_invitation_email_unique unique (room_id, email)');
    this.addSql('alter table room_invitation add constraint room_invitation_token_hash_unique unique (token_hash)');
    this.addSql(
      'create unique index room_invitation_invitee_id_index on room_invitation (room_id, invitee_id) where not hidden',
    );
    this.addSql('create index room_invitation_room_id_index on room_invitation (room_id, id desc)');
    this.addSql('create index room_invitation_mine_index on room_invitation (invitee_id, id desc)');
    this.addSql('create index room_invitation_inviter_id_index on room_invitation (inviter_id)');
    this.addSql('create index room_invitation_email_index on room_invitation (email) where email is not null');
    this.addSql('create index room_invitation_expires_at_index on room_invitation (expires_at)');

    this.addSql(`
      create table user_follow (
        follower_id uuid not null,
        followed_id uuid not null,
        created_at timestamptz(3) not null default now(),
        constraint user_follow_pkey primary key (follower_id, followed_id),
        constraint user_follow_check check (follower_id <> followed_id)
      )`);
    this.addSql(
      'create index user_follow_followers_index on user_follow (followed_id, created_at desc, follower_id desc)',
    );
    this.addSql(
      'create index user_follow_following_index on user_follow (follower_id, created_at desc, followed_id desc)',
    );
    this.addSql(`
      create table user_follow_count (
        user_id uuid not null primary key,
        followers int not null default 0,
        following int not null default 0,
        constraint user_follow_count_check check (followers >= 0 and following >= 0)
      )`);

    this.addSql('create extension if not exists pg_trgm');
    this.addSql(
      'create index app_user_name_trigram_index on app_user using gin (display_name gin_trgm_ops) where deleted_at is null',
    );
    this.addSql(
      'create index app_user_name_prefix_index on app_user ((lower(display_name) collate "C"), id) where deleted_at is null',
    );
  }

  override down(): void {
    this.addSql('drop index app_user_name_prefix_index');
    this.addSql('drop index app_user_name_trigram_index');
    // The extension stays: others may use it by then.
    for (const table of [
      'user_follow_count',
      'user_follow',
      'room_invitation',
      'room_message',
      'room_ban',
      'room_member',
      'room',
    ]) {
      this.addSql(`drop table ${table}`);
    }
  }
}
