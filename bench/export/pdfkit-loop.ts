import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import { JsonRows } from '../../src/features/exports/formats/json-rows.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { withSnapshot } from '../../src/platform/db/copy-out.ts';
import { measured } from './sides.ts';

/**
 * A table as one writes it with nothing but pdfkit, from the same rows, on the same paper in the same font: `pdfkit-loop.ts <file> <copy statement>
 * <filters>`. Each cell is measured and drawn, each row ruled.
 */

const [path = '', statement = '', filters = '{}'] = process.argv.slice(2);
const font = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf');
const SIZE = 8;
const MARGIN = 36;
const PADDING = 3;

async function draw(rows: JsonRows): Promise<void> {
  const doc = new PDFDocument({ size: 'A4', layout: 'landscape', margin: MARGIN });
  const out = createWriteStream(path);
  doc.pipe(out);
  doc.font(font).fontSize(SIZE);
  const { width, height } = doc.page;
  let y = MARGIN;
  for (let batch = await rows.next(100); batch.length > 0; batch = await rows.next(100)) {
    for (const row of batch) {
      const cells = Object.values(row).map((value) => String(value ?? '–'));
      const column = (width - 2 * MARGIN) / cells.length;
      const within = { width: column - 2 * PADDING };
      const needed = Math.max(...cells.map((cell) => doc.heightOfString(cell, within))) + 2 * PADDING;
      if (y + needed > height - MARGIN) {
        doc.addPage();
        y = MARGIN;
      }
      cells.forEach((cell, index) => doc.text(cell, MARGIN + index * column + PADDING, y + PADDING, within));
      y += needed;
      doc
        .moveTo(MARGIN, y)
        .lineTo(width - MARGIN, y)
        .stroke();
    }
  }
  doc.end();
  await finished(out);
}

const databaseUrl = loadConfig().db.url;
const settings = new Map(
  Object.entries(JSON.parse(filters) as Record<string, string>).map(([name, value]) => [`filter_${name}`, value]),
);
const signal = new AbortController().signal;
await withSnapshot({ databaseUrl, settings, timeZone: 'UTC', signal }, (snapshot) =>
  measured(() => draw(new JsonRows(snapshot.copy(statement)))),
);
