import { profileCsv, profileJson } from './data.ts';
import { processImage } from './image.ts';
import { BadMedia, type MediaReport, type MediaResult, type MediaTask } from './media.contract.ts';
import { readDocx, readXlsx } from './office.ts';
import { readPdf } from './pdf.ts';
import { readText } from './text.ts';

/**
 * Decodes one file after the other for the pool. The process may be killed at any moment: a decoder that hangs, runs out of memory
 * or crashes harms nothing else.
 */

function work(task: MediaTask): Promise<MediaReport> {
  switch (task.kind) {
    case 'image':
      return processImage(task);
    case 'pdf':
      return readPdf(task.path);
    case 'docx':
      return readDocx(task.path);
    case 'xlsx':
      return readXlsx(task.path);
    case 'text':
      return readText(task.path);
    case 'csv':
      return profileCsv(task.path);
    case 'json':
      return profileJson(task.path);
    default:
      return task satisfies never;
  }
}

/** An error of a decoder is about the file, since the decoder gets nothing else. */
async function perform(task: MediaTask): Promise<MediaResult> {
  try {
    return { report: await work(task) };
  } catch (error) {
    if (error instanceof BadMedia) return { fault: { code: error.code, message: error.message } };
    const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
    return { fault: { code: 'unreadable', message: `The file cannot be read: ${message}` } };
  }
}

process.on('message', (task: MediaTask) => {
  void perform(task).then((result) => process.send?.({ result, rss: process.memoryUsage.rss() }));
});
process.on('disconnect', () => process.exit(0));
