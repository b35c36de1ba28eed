import { z } from 'zod';

/**
 * An id as callers send it, in either case, as ours are written: Postgres takes both for the same, but what is made of ids as
 * text (topics, keys of notifications, comparisons with one's own) would not.
 */
export const idInput = z.uuid().toLowerCase();

/** The path parameter of everything below a user. */
export const userIdParams = z.strictObject({ userId: idInput.describe('Id of the user') });
