import { Migration } from '@mikro-orm/migrations';

/** Which release wrote the input of a job: it may be read by a much later one. */
export class Migration0014_input_version extends Migration {
  override up(): void {
    this.addSql('alter table job add column input_version int not null default 1');
  }

  override down(): void {
    this.addSql('alter table job drop column input_version');
  }
}
