import { globSync } from 'node:fs';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { crowdedFolders } from './folder-sizes.ts';
import { projectRoot } from './paths.ts';
import { say } from './terminal.ts';

/**
 * Checks the rules of `.dependency-cruiser.cjs`. A cruiser that cannot read TypeScript sees no modules and reports no
 * violations, so every TypeScript file there is has to be among what it saw. Folders have a size that one can look over.
 */
process.chdir(projectRoot);
const folders = ['src', 'workflows', 'activities', 'dashboard', 'dev', 'bench', 'test'];
const files = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: projectRoot }));

const options = await extractDepcruiseOptions(path.join(projectRoot, '.dependency-cruiser.cjs'));
const roots = folders.filter((folder) => files.some((file) => file.startsWith(`${folder}/`)));
const { output } = await cruise(roots, options, undefined, {
  tsConfig: extractTSConfig(path.join(projectRoot, 'tsconfig.json')),
});
const result = output as ICruiseResult;

const seen = new Set(result.modules.map((module) => module.source));
const unseen = files.filter((file) => !seen.has(file));
const arrows = result.modules.reduce((sum, module) => sum + module.dependencies.length, 0);
for (const violation of result.summary.violations) {
  const via = violation.cycle ? ` (${violation.cycle.map((step) => step.name).join(' → ')})` : '';
  say(`${violation.rule.severity} ${violation.rule.name}: ${violation.from} → ${violation.to}${via}`);
}
if (unseen.length > 0) say(`Modules that were not seen: ${unseen.join(', ')}`);
say(`${files.length - unseen.length} of ${files.length} modules, ${arrows} dependencies`);
const blind = files.length === 0 || arrows < files.length;
if (blind) say('Too few dependencies were seen to believe the result.');
const crowded = crowdedFolders(projectRoot);
for (const folder of crowded) say(folder);
process.exitCode = result.summary.error > 0 || unseen.length > 0 || blind || crowded.length > 0 ? 1 : 0;
