/**
 * The door to every command: `node dev/bootstrap.mjs start | test | check | demo | reset | bench`.
 *
 * Plain JavaScript with built-ins only, so that the Node a machine happens to have (20.19 or newer) can run it straight
 * after `git clone`. It installs the locked dependencies when they are missing, finds the pinned Node and hands over to
 * `dev/main.ts`, which does the work.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');

// A reader that went away (`npm start | head`) is no reason to stop half way.
process.stdout.on('error', () => undefined);

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // missing, or half written by an interrupted install: both mean "install again"
  }
}

/**
 * npm writes `node_modules/.package-lock.json` as the last step of an install, so a complete and current installation
 * is one where that file knows every package of the lockfile at its version. Packages for other platforms are absent.
 */
function dependenciesAreCurrent() {
  const installed = readJson(path.join(modules, '.package-lock.json'))?.packages;
  const locked = readJson(path.join(root, 'package-lock.json'))?.packages;
  if (!locked) fail('package-lock.json is missing or broken: restore it from git.');
  if (!installed) return false;
  return Object.entries(locked).every(([folder, wanted]) => {
    if (folder === '') return true;
    const found = installed[folder];
    return found ? found.version === wanted.version : wanted.optional === true || wanted.devOptional === true;
  });
}

/** Runs a child to its end; signals that reach this process are passed on, and the child's end becomes ours. */
function run(file, args, options) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, ...options });
    const forward = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.on('error', (error) => fail(`${file} could not be started: ${error.message}`));
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1));
    });
  });
}

async function install() {
  const started = Date.now();
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
  process.stdout.write('Installing the locked dependencies (npm ci) …\n');
  const ticker = setInterval(() => process.stdout.write(`  still installing, ${elapsed()}\n`), 10_000);
  // NODE_ENV=production would leave out what the stack itself is made of. No standard input: nothing may ask a question.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run('npm', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  clearInterval(ticker);
  if (code !== 0) fail(`npm ci failed after ${elapsed()}; its message is above.`);
  process.stdout.write(`Dependencies installed in ${elapsed()}.\n`);
}

function isSuitable(file) {
  if (!existsSync(file)) return false;
  const version = spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  const [major, minor] = version.trim().replace(/^v/, '').split('.').map(Number);
  return major === 24 && minor >= 9;
}

/** The Node of the lockfile; where npm offers none for this platform, the one that runs this, if it is new enough. */
function findNode() {
  const name = `node-${process.platform}-${process.arch}`;
  const candidates = [path.join(modules, name, 'bin', 'node'), path.join(modules, '.bin', 'node'), process.execPath];
  return candidates.find(isSuitable);
}

if (!dependenciesAreCurrent()) await install();
const node = findNode();
if (!node) fail('Node 24.9 or newer (but below 25) is needed and npm has none for this platform: install Node 24.');

const program = ['--disable-warning=ExperimentalWarning', path.join(root, 'dev', 'main.ts'), ...process.argv.slice(2)];
// Keeps what Node has compiled: a third of the time in which a program starts. Its children inherit it.
const env = { NODE_COMPILE_CACHE: path.join(root, '.vibe', 'compile-cache'), ...process.env };
// The fourth channel is never written to: its end tells the program that this process is gone, even by SIGKILL.
process.exitCode = await run(node, program, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
