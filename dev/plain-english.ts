import { globSync, readFileSync } from 'node:fs';

/**
 * `node dev/plain-english.ts`: fails when a public text has a word that makes readers stop, many of whom have English as a second
 * language. Public are the API's description, the files that it is made from, and the documents.
 */

const PUBLIC = ['openapi.json', 'src/**/*.{routes,schema}.ts', 'src/composition/*.md', '*.md', 'docs/**/*.md'];

/** A word, and what to write in its place. */
const INSTEAD: Readonly<Record<string, string>> = {
  whoever: 'a user, the caller, the recipient',
  somebody: 'a user, another user, an admin',
  oneself: 'yourself, the signed-in user',
  nobody: 'no user',
  anew: 'again, from scratch',
  'no more': 'not any longer, at most',
};
const WORDS = new RegExp(Object.keys(INSTEAD).join('|'), 'gi');

const found = globSync(PUBLIC).flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(WORDS)].map(
        ([word]) => `${file}:${index + 1}: “${word}”; write ${INSTEAD[word.toLowerCase()]}`,
      ),
    ),
);
if (found.length > 0) process.stderr.write(`${found.join('\n')}\n`);
process.exit(found.length > 0 ? 1 : 0);
