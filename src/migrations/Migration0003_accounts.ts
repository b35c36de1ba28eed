import { Migration } from '@mikro-orm/migrations';

/** People, how they prove who they are, and what they prefer. */
export class Migration0003_accounts extends Migration {
  override up(): void {
    this.addSql(`
      create table app_user (
        id uuid not null default uuidv7() primary key,
        email text null,
        pending_email text null,
        display_name text not null,
        role text not null default 'user',
        password_hash text null,
        email_verified_at timestamptz null,
        disabled_at timestamptz null,
        deleted_at timestamptz null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint app_user_role_check check (role in ('user', 'moderator', 'admin')),
        constraint app_user_alive_check check ((deleted_at is not null) or (email is not null and password_hash is not null))
      )`);
    this.addSql('alter table app_user add constraint app_user_email_unique unique (email)');
    this.addSql(`create index app_user_admin_index on app_user (id) where role = 'admin'`);

    this.addSql(`
      create table user_preferences (
        user_id uuid not null primary key,
        time_zone text not null default 'UTC',
        digest_day int not null default 1,
        digest_hour int not null default 8,
        email_categories jsonb not null default '{}',
        updated_at timestamptz not null default now(),
        constraint user_preferences_digest_day_check check (digest_day >= 1 and digest_day <= 7),
        constraint user_preferences_digest_hour_check check (digest_hour >= 0 and digest_hour <= 23),
        constraint user_preferences_user_id_foreign foreign key (user_id) references app_user (id) on delete cascade
      )`);

    this.addSql(`
      create table user_session (
        id uuid not null default uuidv7() primary key,
        user_id uuid not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        revoked_at timestamptz null,
        revoked_reason text null,
        constraint user_session_user_id_foreign foreign key (user_id) references app_user (id) on delete cascade
      )`);
    this.addSql('create index user_session_user_id_index on user_session (user_id)');

    this.addSql(`
      create table refresh_token (
        token_hash bytea not null primary key,
        session_id uuid not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at timestamptz null,
        constraint refresh_token_session_id_foreign foreign key (session_id) references user_session (id) on delete cascade
      )`);
    this.addSql('create index refresh_token_session_id_index on refresh_token (session_id)');

    this.addSql(`
      create table account_token (
        token_hash bytea not null primary key,
        user_id uuid not null,
        purpose text not null,
        email text not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        constraint account_token_purpose_check check (purpose in ('verify_email', 'reset_password')),
        constraint account_token_user_id_foreign foreign key (user_id) references app_user (id) on delete cascade
      )`);
    this.addSql('create index account_token_user_id_index on account_token (user_id)');

    this.addSql(`
      create table api_key (
        id uuid not null default uuidv7() primary key,
        user_id uuid not null,
        name text not null,
        prefix text not null,
        secret_hash bytea not null,
        scopes text[] not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz null,
        last_used_at timestamptz null,
        revoked_at timestamptz null,
        constraint api_key_user_id_foreign foreign key (user_id) references app_user (id) on delete cascade
      )`);
    this.addSql('alter table api_key add constraint api_key_prefix_unique unique (prefix)');
    this.addSql('create index api_key_user_id_index on api_key (user_id)');

    this.addSql(`
      create table attempt_counter (
        key text not null primary key,
        attempts int not null,
        blocked_until timestamptz null,
        updated_at timestamptz not null default now()
      )`);
    this.addSql('create index attempt_counter_updated_at_index on attempt_counter (updated_at)');
  }

  override down(): void {
    for (const table of [
      'attempt_counter',
      'api_key',
      'account_token',
      'refresh_token',
      'user_session',
      'user_preferences',
      'app_user',
    ]) {
      this.addSql(`drop table ${table}`);
    }
  }
}
