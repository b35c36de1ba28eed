import { renderReport } from '../../src/features/reports/make-report.service.ts';
import { renderPage } from '../../src/features/reports/rendering/report-page.ts';
import { renderPdf } from '../../src/features/reports/rendering/report-pdf.ts';
import { periodOfDay } from '../../src/features/reports/report-period.domain.ts';
import { catchUp } from '../../test/features/analytics/catch-up.ts';
import { startBrowser } from '../../test/support/browser.ts';
import { type Figure, figure, median } from '../support/figures.ts';
import { fillHistory, timed } from './history.ts';
import { openSide } from './side.ts';

const EVENTS = 50_000;
const PEOPLE = 500;
const DAY_MS = 86_400_000;
const KINDS = ['daily', 'weekly', 'monthly'] as const;

/** The PDF of each kind of report, beside a warm Chromium that prints the page of the same report, by turns. */
export async function compareReports(rounds: number): Promise<Figure[]> {
  const side = await openSide();
  await fillHistory(side.em(), EVENTS, PEOPLE);
  await catchUp(side.em);
  const day = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  const browser = await startBrowser();
  const figures: Figure[] = [];
  for (const kind of KINDS) {
    const period = periodOfDay(kind, day, 'Europe/Berlin');
    const { document, charts } = await renderReport(side.em(), { scope: 'platform', userId: null, period });
    const html = renderPage({ report: document, charts, changed: false, pdfUrl: 'https://example.com/report.pdf' });
    const print = async () => {
      const page = await browser.newPage();
      await page.setContent(html, { waitUntil: 'load' });
      await page.pdf({ format: 'A4', printBackground: true });
      await page.close();
    };
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = -1; round < rounds; round += 1) {
      const [printed, drawn] = [await timed(print), await timed(() => renderPdf(document))];
      if (round < 0) continue; // warms both
      theirs.push(printed);
      ours.push(drawn);
    }
    figures.push(
      figure(`Chromium printing a ${kind} report, against the PDF`, 'ms', median(theirs), median(ours), rounds),
    );
  }
  await browser.close();
  await side.close();
  return figures;
}
