/** Below this Node cannot run the sources as they are, nor jest load ES modules by `require`. */
const NEEDED = [24, 9] as const;

/** @throws Error in one sentence when this Node is too old, before anything fails in a less readable way */
export function requireNodeVersion(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  throw new Error(
    `Node ${NEEDED.join('.')} or newer is required, this is ${version}. Start the program with npm, which brings its ` +
      'own Node.',
  );
}
