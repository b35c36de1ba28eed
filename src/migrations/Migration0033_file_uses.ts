import { Migration } from '@mikro-orm/migrations';

/** Where files are shown: as the avatar of a user, with a post, with a message of a room. */
export class Migration0033_file_uses extends Migration {
  override up(): void {
    this.addSql(`
      create table file_use (
        place text not null,
        subject_id uuid not null,
        slot int not null,
        file_id uuid not null,
        primary key (place, subject_id, slot),
        constraint file_use_place_check check (place in ('avatar', 'post', 'room_message')),
        constraint file_use_slot_check check (slot >= 0 and slot <= 3)
      )`);
    this.addSql('alter table file_use add constraint file_use_file_id_unique unique (file_id, place, subject_id)');
  }

  override down(): void {
    this.addSql('drop table file_use');
  }
}
