import type { Dataset } from '../../platform/datasets/dataset.ts';
import { ARCHIVE } from './exports.contract.ts';

/** The content of an export in words. */
export function titleOf(name: string, datasets: readonly Pick<Dataset, 'name' | 'title'>[]): string {
  return name === ARCHIVE ? 'All your data' : (datasets.find((dataset) => dataset.name === name)?.title ?? name);
}
