import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './paths.ts';
import { say } from './terminal.ts';

/**
 * `node dev/lockfile.ts [--check]`: completes `package-lock.json`, or fails when it is not complete.
 *
 * `npm ci` wants an entry for every optional package, also those for other platforms. npm leaves out the ones that the
 * registry it talks to did not serve at that moment (a mirror may lack them), and writes a lockfile that `npm ci` then
 * refuses. Such a package is pinned exactly by its parent and names its platform, which is all its entry needs; no
 * checksum is known for it. To be called after every `npm install`.
 */

interface Entry {
  version?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const SYSTEMS = ['darwin', 'linux', 'win32', 'freebsd', 'openbsd', 'netbsd', 'android', 'openharmony', 'sunos', 'aix'];
const PROCESSORS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

const file = path.join(projectRoot, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };

/** True when npm would find the package from that folder: beside it or in one of the folders above. */
function isLocked(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '' || !folder.includes('/node_modules/')) {
      return lock.packages[`node_modules/${name}`] !== undefined;
    }
  }
}

/** Reads the platform from a name such as `@swc/core-linux-arm-gnueabihf`; null when it names none. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> | null {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.find((one) => words.includes(one));
  const cpu = PROCESSORS.find((one) => words.includes(one)) ?? (words.includes('armv7') ? 'arm' : undefined);
  if (name === 'fsevents') return { os: ['darwin'] };
  if (os === undefined && cpu !== 'wasm32') return null;
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : null;
  return {
    ...(os === undefined ? {} : { os: [os] }),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(os === 'linux' && libc !== null ? { libc: [libc] } : {}),
  };
}

const missing: { key: string; entry: Entry }[] = [];
const unknown: string[] = [];
for (const [folder, parent] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isLocked(folder, name)) continue;
    const platform = platformOf(name);
    const version = /^[~^]?(\d+\.\d+\.\d+\S*)$/.exec(range)?.[1];
    if (platform === null || version === undefined) unknown.push(`${name}@${range} of ${folder}`);
    else missing.push({ key: `node_modules/${name}`, entry: { version, ...platform, optional: true } });
  }
}

if (unknown.length > 0) say(`Optional packages that are not locked and name no platform: ${unknown.join(', ')}`);
if (process.argv.includes('--check')) {
  for (const { key } of missing) say(`not in package-lock.json: ${key}`);
  if (missing.length > 0) say('Complete it by `node dev/lockfile.ts`.');
  process.exitCode = missing.length + unknown.length > 0 ? 1 : 0;
} else {
  for (const { key, entry } of missing) lock.packages[key] = entry;
  const keys = Object.keys(lock.packages).sort((a, b) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(keys.map((key) => [key, lock.packages[key] as Entry]));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  say(`${missing.length} entries added`);
  process.exitCode = unknown.length > 0 ? 1 : 0;
}
