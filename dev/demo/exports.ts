import { setTimeout as sleep } from 'node:timers/promises';
import { must } from './answer.ts';
import type { Person } from './people.ts';

const LONGEST_MS = 60_000;

/** A user asks for all their data and for a table to read, and downloads both by their links. */
export async function takeDataAlong(person: Person, say: (line: string) => void): Promise<void> {
  for (const body of [
    { dataset: 'archive', format: 'zip' },
    { dataset: 'posts', format: 'pdf' },
  ] as const) {
    const job = must(await person.api.POST('/api/jobs/export', { body: { ...body, timeZone: 'Europe/Berlin' } }));
    const path = { jobId: job.id };
    for (const until = Date.now() + LONGEST_MS; ; await sleep(500)) {
      const { status, links, file } = must(await person.api.GET('/api/jobs/export/{jobId}', { params: { path } }));
      if (links.download !== null && file !== null) {
        const answer = await fetch(links.download);
        const { size } = await answer.blob();
        if (!answer.ok || size !== file.bytes) throw new Error(`${answer.status}: ${size} bytes of ${file.bytes}`);
        say(`${person.name}: ${file.name}, ${size.toLocaleString('en')} bytes, downloaded by its link`);
        break;
      }
      if (status === 'failed' || Date.now() > until) throw new Error(`the export is ${status}`);
    }
  }
}
