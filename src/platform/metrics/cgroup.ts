import { readFileSync } from 'node:fs';
import os from 'node:os';

/**
 * CPU and memory as the container sees them: cgroup v2, else v1, else the process and the machine. `os.availableParallelism()`
 * alone would not know of quotas below one core.
 */
export interface CpuReading {
  /** Seconds of CPU used since some beginning. */
  seconds: number;
  /** What was measured: everything in the container, or this process. */
  of: 'container' | 'process';
}

export interface Cgroup {
  cpu(): CpuReading;
  /** Cores that may be used: the quota, else what the scheduler lets the process run on. */
  cores(): number;
  /** Bytes that may be used. */
  memoryLimitBytes(): number;
}

export interface CgroupFiles {
  /** @returns the text, or null when there is no such file */
  read(path: string): string | null;
}

const ROOT = '/sys/fs/cgroup';
const NS = 1e9;
const US = 1e6;

const realFiles: CgroupFiles = {
  read(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null; // not this version of cgroups, or no Linux
    }
  },
};

/** Folders in which the group's files may be: its own path, and the root as a container sees it. */
function candidates(files: CgroupFiles, controller: string | null): string[] {
  for (const line of (files.read('/proc/self/cgroup') ?? '').split('\n')) {
    const [, controllers = '', path = '/'] = line.split(':', 3);
    const fits = controller === null ? controllers === '' : controllers.split(',').includes(controller);
    if (!line || !fits) continue;
    const base = controller === null ? ROOT : `${ROOT}/${controllers}`;
    return [`${base}${path === '/' ? '' : path}`, base, ...(controller === null ? [] : [`${ROOT}/${controller}`])];
  }
  return controller === null ? [ROOT] : [`${ROOT}/${controller}`];
}

function firstOf<T>(folders: readonly string[], read: (folder: string) => T | null): T | null {
  for (const folder of folders) {
    const found = read(folder);
    if (found !== null) return found;
  }
  return null;
}

function numberIn(text: string | null): number | null {
  const value = text === null ? Number.NaN : Number(text.trim());
  return Number.isFinite(value) ? value : null;
}

export function createCgroup(files: CgroupFiles = realFiles): Cgroup {
  const v2 = candidates(files, null);
  const v1 = candidates(files, 'cpuacct');
  const quota = candidates(files, 'cpu');
  const memory = candidates(files, 'memory');

  function containerSeconds(): number | null {
    const usage = firstOf(v2, (folder) => /usage_usec (\d+)/.exec(files.read(`${folder}/cpu.stat`) ?? '')?.[1] ?? null);
    if (usage !== null) return Number(usage) / US;
    const nanoseconds = firstOf(v1, (folder) => numberIn(files.read(`${folder}/cpuacct.usage`)));
    return nanoseconds === null ? null : nanoseconds / NS;
  }

  function quotaCores(): number | null {
    const max = firstOf(v2, (folder) => /^(\d+) (\d+)/.exec(files.read(`${folder}/cpu.max`) ?? ''));
    if (max) return Number(max[1]) / Number(max[2]);
    return firstOf(quota, (folder) => {
      const [allowed, period] = ['quota', 'period'].map((what) => numberIn(files.read(`${folder}/cpu.cfs_${what}_us`)));
      return allowed && period && allowed > 0 ? allowed / period : null;
    });
  }

  return {
    cpu() {
      // Without a quota the group may be the whole machine, whose load is not ours.
      const seconds = quotaCores() === null ? null : containerSeconds();
      if (seconds !== null) return { seconds, of: 'container' };
      const { user, system } = process.cpuUsage();
      return { seconds: (user + system) / US, of: 'process' };
    },
    cores: () => quotaCores() ?? os.availableParallelism(),
    memoryLimitBytes() {
      const limit =
        firstOf(v2, (folder) => numberIn(files.read(`${folder}/memory.max`))) ??
        firstOf(memory, (folder) => numberIn(files.read(`${folder}/memory.limit_in_bytes`)));
      return Math.min(limit ?? Number.POSITIVE_INFINITY, os.totalmem());
    },
  };
}
