import { Migration } from '@mikro-orm/migrations';

/** What happened to people, and the mails about it that are being gathered. */
export class Migration0010_notifications extends Migration {
  override up(): void {
    this.addSql(`
      create table notification (
        id uuid not null default uuidv7() primary key,
        user_id uuid not null,
        kind text not null,
        actor_id uuid null,
        once_key text not null,
        data jsonb not null,
        mail_category text null,
        created_at timestamptz not null default now(),
        read_at timestamptz null,
        constraint notification_kind_check check (kind in ('comment', 'reply', 'like', 'follow', 'room_invitation', 'price_alert', 'call_resolved', 'export_ready'))
      )`);
    this.addSql('alter table notification add constraint notification_once_key_unique unique (user_id, once_key)');
    this.addSql('create index notification_user_id_index on notification (user_id, id desc)');
    this.addSql('create index notification_kind_index on notification (user_id, kind, id desc)');
    this.addSql('create index notification_unread_index on notification (user_id, id desc) where read_at is null');
    this.addSql(
      'create index notification_mail_index on notification (user_id, mail_category) where mail_category is not null',
    );
    this.addSql('create index notification_actor_id_index on notification (actor_id) where actor_id is not null');
    this.addSql(`
      create table notification_window (
        user_id uuid not null,
        category text not null,
        opened_at timestamptz not null default now(),
        due_at timestamptz not null,
        constraint notification_window_pkey primary key (user_id, category)
      )`);
    this.addSql('create index notification_window_due_at_index on notification_window (due_at)');
  }

  override down(): void {
    this.addSql('drop table notification_window');
    this.addSql('drop table notification');
  }
}
