import { entities } from './entities.ts';
import { seedAdmin } from './features/accounts/admin-seed.service.ts';
import { loadConfig } from './platform/config.ts';
import { createOrm } from './platform/db/orm.ts';

/**
 * `node src/migrate.ts up | down | check | seed`: migrates the database, takes one migration back, fails when entities and
 * migrations disagree, or makes the first admin from `ADMIN_EMAIL` and `ADMIN_PASSWORD`.
 */
const config = loadConfig();
const orm = createOrm(config.db, entities);
try {
  const command = process.argv[2] ?? 'up';
  if (command === 'up') {
    const done = await orm.migrator.up();
    process.stdout.write(`${done.length} migrations applied\n`);
  } else if (command === 'down') {
    const done = await orm.migrator.down();
    process.stdout.write(`taken back: ${done.map((migration) => migration.name).join(', ')}\n`);
  } else if (command === 'check') {
    const difference = await orm.schema.getUpdateSchemaSQL({ wrap: false });
    if (difference.trim() !== '') {
      process.stderr.write(`Entities and migrations disagree:\n${difference}\n`);
      process.exitCode = 1;
    }
  } else if (command === 'seed') {
    if (config.admin.password === null) throw new Error('ADMIN_PASSWORD is not set');
    const made = await seedAdmin(orm.em.fork(), { email: config.admin.email, password: config.admin.password });
    process.stdout.write(made ? `${config.admin.email} is admin\n` : `${config.admin.email} has an account already\n`);
  } else {
    process.stderr.write('usage: node src/migrate.ts up | down | check | seed\n');
    process.exitCode = 2;
  }
} finally {
  await orm.close(true);
}
