import type { PassLimit } from '../jobs/jobs.contract.ts';

/** Begins the time of a pass. @returns whether it is up, to be asked after each page */
export function passLimit({ passMs }: { passMs?: PassLimit['passMs'] | undefined }): () => boolean {
  const began = performance.now();
  return () => passMs !== undefined && performance.now() - began >= passMs;
}
