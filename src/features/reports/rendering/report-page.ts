import { createHash } from 'node:crypto';
import { escapeHtml } from '../../../platform/mail/escape-html.ts';
import { type ReportDocument, showChange, showFigure } from '../report-document.domain.ts';
import { aboutOf, periodOf } from './report-texts.domain.ts';

const STYLE = `body{font:16px/1.5 system-ui,Arial,sans-serif;margin:0;background:#eef1f6;color:#16213a}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 3rem;background:#fff}
h1{margin:0;font-size:1.7rem;line-height:1.2}h2{font-size:1.15rem;margin:2rem 0 .5rem}
.about{color:#5b6478;margin:.3rem 0 1.2rem}section~.about{margin-top:1.6rem}.note{border-left:4px solid #b54708;padding:.4rem .8rem;background:#fef6ee}
table{border-collapse:collapse;width:100%}th,td{padding:.4rem .3rem;border-bottom:1px solid #dfe4ee;text-align:right;font-weight:400}
td{white-space:nowrap}th:first-child,td:first-child{text-align:left}thead th{font-weight:600}
img{display:block;width:100%;height:auto}.wide{overflow-x:auto}a{color:#1f3fae}
@media(max-width:30rem){main{padding:1rem .8rem 2rem}th,td{padding:.35rem .15rem;font-size:.88rem}}`;

const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Its own style and the pictures within it; no script, no request, no frame. */
export const REPORT_PAGE_POLICY = [
  "default-src 'none'",
  `style-src ${STYLE_SOURCE}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The charts of a report as SVG, in the order of the document. */
export interface DrawnChart {
  wide: string;
  narrow: string;
}

export interface PageParts {
  report: ReportDocument;
  charts: readonly DrawnChart[];
  changed: boolean;
  /** Where the PDF is. */
  pdfUrl: string;
}

const dataUrl = (svg: string) => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

function chartSection({ report, charts }: PageParts, index: number): string {
  const chart = report.charts[index];
  const drawn = charts[index];
  if (!chart || !drawn) return '';
  const heads = chart.series.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const rows = chart.labels.map((label, step) => {
    const cells = chart.series.map(({ values }) => `<td>${showFigure(values[step] ?? 0, 'count')}</td>`).join('');
    return `<tr><th scope="row">${escapeHtml(label)}</th>${cells}</tr>`;
  });
  return `<section><h2>${escapeHtml(chart.title)}</h2>
<picture><source media="(max-width: 38rem)" srcset="${dataUrl(drawn.narrow)}"><img src="${dataUrl(drawn.wide)}" alt="${escapeHtml(chart.title)}; the table below has the same figures"></picture>
<details><summary>Figures of this chart</summary><div class="wide"><table><thead><tr><th scope="col">Time</th>${heads}</tr></thead>
<tbody>${rows.join('')}</tbody></table></div></details></section>`;
}

/** The page of a report: everything in it is from its document. */
export function renderPage(parts: PageParts): string {
  const { report, changed, pdfUrl } = parts;
  const figures = report.figures.map(
    (figure) =>
      `<tr><th scope="row">${escapeHtml(figure.label)}</th><td>${showFigure(figure.value, figure.unit)}</td>` +
      `<td>${showFigure(figure.before, figure.unit)}</td><td>${showChange(figure)}</td></tr>`,
  );
  const tables = report.tables
    .filter(({ rows }) => rows.length > 0)
    .map(
      ({ title, rows }) =>
        `<section><h2>${escapeHtml(title)}</h2><table><thead><tr><th scope="col">Ticker</th><th scope="col">Users</th></tr></thead><tbody>${rows
          .map(({ label, value }) => `<tr><th scope="row">${escapeHtml(label)}</th><td>${value}</td></tr>`)
          .join('')}</tbody></table></section>`,
    );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(report.title)}</title>
<style>${STYLE}</style>
</head>
<body><main>
<h1>${escapeHtml(report.title)}</h1>
<p class="about">${escapeHtml(periodOf(report))} · ${escapeHtml(report.tz)} · <a href="${escapeHtml(pdfUrl)}">PDF</a></p>
${changed ? '<p class="note">Figures have changed since this report was written: events arrived late, or were repaired. Ask for a new one to see them.</p>' : ''}
${report.summary.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
<section><h2>Figures</h2><table><thead><tr><th scope="col">Figure</th><th scope="col">This period</th><th scope="col">Before</th><th scope="col">Change</th></tr></thead>
<tbody>${figures.join('')}</tbody></table></section>
${report.charts.map((_, index) => chartSection(parts, index)).join('\n')}
${tables.join('\n')}
<p class="about">${escapeHtml(aboutOf(report))}</p>
</main></body>
</html>
`;
}
