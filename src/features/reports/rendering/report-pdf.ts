import { loadFonts } from '../../../platform/pdf/fonts.ts';
import { PdfPages } from '../../../platform/pdf/pdf-pages.ts';
import { drawSvg } from '../../../platform/pdf/pdf-svg.ts';
import { PdfTable } from '../../../platform/pdf/pdf-table.ts';
import { type ReportDocument, showChange, showFigure } from '../report-document.domain.ts';
import { CHART_SIZES, drawChart } from './charts.ts';
import { aboutOf, periodOf } from './report-texts.domain.ts';

/** Points that a chart and its title take. */
const CHART_ROOM = 230;

/** The same document gives the same bytes. */
export async function renderPdf(report: ReportDocument): Promise<Buffer> {
  const pages = new PdfPages({
    fonts: await loadFonts(),
    title: `${report.title}, ${periodOf(report)}`,
    headRight: 'Vibe Trend Analyzer',
    foot: aboutOf(report),
    createdAt: new Date(report.asOf),
  });
  pages.paragraph(report.title, { size: 20, face: 'bold', after: 2 });
  pages.paragraph(`${periodOf(report)} · ${report.tz}`, { size: 11, colour: '#667085', after: 12 });
  for (const line of report.summary) pages.paragraph(line, { size: 11 });
  pages.y += 6;
  const rows = report.figures.map((figure) => [
    figure.label,
    showFigure(figure.value, figure.unit),
    showFigure(figure.before, figure.unit),
    showChange(figure),
  ]);
  pages.heading('Figures');
  const columns = [
    { heading: 'Figure' },
    { heading: 'This period', align: 'right' as const },
    { heading: 'Before', align: 'right' as const },
    { heading: 'Change', align: 'right' as const },
  ];
  const table = new PdfTable(pages, columns, { size: 9, sample: rows });
  for (const cells of rows) table.row(cells);
  pages.y += 14;
  for (const chart of report.charts) {
    if (pages.room < CHART_ROOM) pages.newPage();
    pages.heading(chart.title);
    drawSvg(pages, await drawChart(chart, 'wide'), CHART_SIZES.wide);
    pages.y += 12;
  }
  for (const { title, rows: ranked } of report.tables.filter((one) => one.rows.length > 0)) {
    pages.heading(title);
    const cells = ranked.map(({ label, value }, index) => [String(index + 1), label, showFigure(value, 'count')]);
    const places = new PdfTable(
      pages,
      [{ heading: 'Place' }, { heading: 'Ticker' }, { heading: 'Users', align: 'right' }],
      { size: 9, sample: cells },
    );
    for (const one of cells) places.row(one);
  }
  return pages.finish();
}
