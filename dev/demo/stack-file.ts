import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Tells anyone who watches the demo one thing that worked. */
export type Say = (line: string) => void;

const stackFile = z.looseObject({
  api: z.string(),
  inbox: z.string(),
  temporalUi: z.string(),
  admin: z.looseObject({ email: z.string(), password: z.string() }),
});

/** Where the running stack serves. */
export type Stack = z.infer<typeof stackFile>;

export function readStack(path: string): Stack {
  return stackFile.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** @param since by `performance.now()` */
export const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
