import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folderHash } from '../paths.ts';
import { embeddedPostgresFolder } from './binaries.ts';

/** Where one cluster lives and as whom it runs. `owner` is absent when that is simply the current user. */
export interface PostgresHome {
  binaries: string;
  /** Holds `data/`, and `data.new/` while it is being made. */
  folder: string;
  owner?: { uid: number; gid: number };
  /** Set when the cluster could not live in the state folder. */
  elsewhere?: string;
}

function account(name: string): { uid: number; gid: number } | null {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

/** Postgres refuses to run as root: it gets the user `postgres`, made if need be, else `nobody`. */
function unprivilegedAccount(): { uid: number; gid: number } {
  const existing = account('postgres');
  if (existing !== null) return existing;
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', ['--system', '--no-create-home', '-g', 'postgres', 'postgres']);
  const usable = account('postgres') ?? account('nobody');
  if (usable === null)
    throw new Error('Postgres does not run as root and no other user could be made: set DATABASE_URL.');
  return usable;
}

function canReach(owner: { uid: number; gid: number }, target: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', target], { ...owner, cwd: '/' }).status === 0;
}

/** A folder of root's that others may pass through; in a folder that everybody writes to, so it must be really ours. */
function makeOpenFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const stat = lstatSync(folder);
  if (!stat.isDirectory() || stat.uid !== 0) throw new Error(`${folder} belongs to somebody else: remove it.`);
  chmodSync(folder, 0o711);
}

/** Copies the binaries beside the data, once a version. */
function copyBinaries(source: string, target: string): void {
  const marker = path.join(target, '.complete');
  const version = readFileSync(path.join(source, '..', 'package.json'), 'utf8');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === version) return;
  rmSync(target, { recursive: true, force: true });
  execFileSync('cp', ['-RP', source, target]);
  execFileSync('chmod', ['-R', 'a+rX', target]);
  writeFileSync(marker, version);
}

/** What the note in the state folder says; reset needs it to find the data. */
export function readNote(stateFolder: string): string | null {
  try {
    const note = JSON.parse(readFileSync(path.join(stateFolder, 'postgres-elsewhere.json'), 'utf8')) as {
      folder: string;
    };
    return note.folder;
  } catch {
    return null;
  }
}

function moveOut(stateFolder: string, source: string, owner: { uid: number; gid: number }): PostgresHome {
  const elsewhere = path.join('/var/tmp', `vibe-${folderHash(stateFolder)}`);
  makeOpenFolder(elsewhere);
  const note = {
    folder: elsewhere,
    why: 'Postgres never runs as root and its user cannot enter this folder, so its programs and data are there.',
  };
  writeFileSync(path.join(stateFolder, 'postgres-elsewhere.json'), `${JSON.stringify(note, null, 2)}\n`);
  const binaries = path.join(elsewhere, 'native');
  copyBinaries(source, binaries);
  const folder = path.join(elsewhere, 'postgres');
  const earlier = path.join(stateFolder, 'postgres');
  if (!existsSync(folder) && existsSync(path.join(earlier, 'data', 'PG_VERSION')))
    execFileSync('cp', ['-a', earlier, folder]);
  makeOpenFolder(folder);
  return { binaries, folder, owner, elsewhere };
}

/** Decides where the cluster of a state folder lives, and makes the folders. */
export function preparePostgresHome(stateFolder: string): PostgresHome {
  const source = embeddedPostgresFolder();
  mkdirSync(stateFolder, { recursive: true });
  const folder = path.join(stateFolder, 'postgres');
  if (process.getuid?.() !== 0) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { binaries: source, folder };
  }
  const owner = unprivilegedAccount();
  const reachable = canReach(owner, path.join(source, 'bin', 'postgres')) && canReach(owner, stateFolder);
  // Once outside, always outside: otherwise a folder that was opened later would seem to have lost its data.
  if (!reachable || readNote(stateFolder) !== null) return moveOut(stateFolder, source, owner);
  makeOpenFolder(folder);
  return { binaries: source, folder, owner };
}

/** Makes a folder that belongs to the user Postgres runs as. */
export function makeOwnedFolder(home: PostgresHome, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (home.owner) chownSync(folder, home.owner.uid, home.owner.gid);
}
