import { entities } from './composition/entities.ts';
import { seedAdmin } from './features/accounts/admin-seed.service.ts';
import { loadConfig } from './platform/config.ts';
import { migrateUp } from './platform/db/migrate-up.ts';
import { createMigrationOrm } from './platform/db/orm.ts';
import { grantToPrograms, roleOf } from './platform/db/roles.ts';
import { localeWarning, requireUnicode } from './platform/db/text-support.ts';

/**
 * `node src/migrate.ts up | down | check`: migrates the database and makes the first admin where `ADMIN_PASSWORD` is set,
 * takes one migration back, or fails when entities and migrations disagree.
 */
const config = loadConfig();
const orm = createMigrationOrm(config.db, entities);
try {
  const command = process.argv[2] ?? 'up';
  if (command === 'up') {
    await requireUnicode(orm.em.fork());
    const warning = await localeWarning(orm.em.fork());
    if (warning !== null) process.stderr.write(`${warning}\n`);
    const done = await migrateUp(orm, {
      onWait: ({ message }) => process.stdout.write(`a migration waits for its lock: ${message}\n`),
    });
    process.stdout.write(`${done} migrations applied\n`);
    await grantToPrograms(orm.em.fork(), roleOf(config.db.url));
    const { email, password } = config.admin;
    if (password !== null && (await seedAdmin(orm.em.fork(), { email, password }))) {
      process.stdout.write(`${email} is admin\n`);
    }
  } else if (command === 'down') {
    const done = await orm.migrator.down();
    process.stdout.write(`taken back: ${done.map((migration) => migration.name).join(', ')}\n`);
  } else if (command === 'check') {
    const difference = await orm.schema.getUpdateSchemaSQL({ wrap: false });
    if (difference.trim() !== '') {
      process.stderr.write(`Entities and migrations disagree:\n${difference}\n`);
      process.exitCode = 1;
    }
  } else {
    process.stderr.write('usage: node src/migrate.ts up | down | check\n');
    process.exitCode = 2;
  }
} finally {
  await orm.close(true);
}
