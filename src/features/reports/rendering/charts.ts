import type { EChartsCoreOption } from 'echarts/core';
import { loadFonts } from '../../../platform/pdf/fonts.ts';
import type { ReportChart } from '../report-document.domain.ts';

/** Width and height in pixels of a chart on a wide page and paper, and on a narrow screen. */
export const CHART_SIZES = { wide: { width: 720, height: 260 }, narrow: { width: 340, height: 240 } } as const;
export type ChartSize = keyof typeof CHART_SIZES;

/** As wide as what it is measured with or narrower, on whatever shows the chart. */
const FONT = 'Arial, Helvetica, sans-serif';
const TEXT_SIZE = 12;
/** Dark, middle and light: told apart without colour too. */
const COLOURS = ['#1f3fae', '#7d93d8', '#d3dbf4'] as const;
const SYMBOLS = ['circle', 'rect', 'triangle'] as const;
const DASHES = ['solid', 'dashed', 'dotted'] as const;
const INK = '#16213a';
const MUTED = '#5b6478';
const LINE = '#dfe4ee';

const sizeOf = (font: string | undefined) => Number(/(\d+(?:\.\d+)?)px/.exec(font ?? '')?.[1] ?? TEXT_SIZE);

/** Loaded when the first report is drawn. Widths of texts come from the font that PDFs have, not from a guess. */
async function load() {
  const [core, { BarChart, LineChart }, { GridComponent, LegendComponent }, { SVGRenderer }, { regular }] =
    await Promise.all([
      import('echarts/core'),
      import('echarts/charts'),
      import('echarts/components'),
      import('echarts/renderers'),
      loadFonts(),
    ]);
  core.use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);
  core.setPlatformAPI({
    measureText: (text, font) => ({ width: (regular.widthOf(text) * sizeOf(font)) / regular.unitsPerEm }),
  });
  return core;
}

let loading: ReturnType<typeof load> | undefined;

function optionOf({ type, labels, series }: ReportChart): EChartsCoreOption {
  const text = { color: INK, fontSize: TEXT_SIZE, fontFamily: FONT };
  return {
    animation: false,
    color: [...COLOURS],
    textStyle: text,
    legend: {
      show: series.length > 1,
      top: 0,
      left: 0,
      itemWidth: 24,
      itemGap: 20,
      textStyle: text,
      selectedMode: false,
    },
    grid: { left: 8, right: 16, top: series.length > 1 ? 34 : 14, bottom: 6, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      data: labels,
      boundaryGap: true,
      axisLabel: { ...text, color: MUTED, hideOverlap: true, rotate: 0 },
      axisLine: { lineStyle: { color: MUTED } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      axisLabel: { ...text, color: MUTED },
      splitLine: { lineStyle: { color: LINE } },
    },
    series: series.map(({ name, values }, index) => ({
      name,
      type,
      data: values,
      silent: true,
      ...(type === 'bar'
        ? { stack: 'all', barMaxWidth: 36, itemStyle: { borderColor: COLOURS[0], borderWidth: 0.5 } }
        : {
            symbol: SYMBOLS[index % SYMBOLS.length],
            symbolSize: 6,
            color: COLOURS[index % 2],
            lineStyle: { width: 2, type: DASHES[index % DASHES.length] },
          }),
    })),
  };
}

/** A chart as SVG: texts stay texts, and names of series are escaped. */
export async function drawChart(chart: ReportChart, size: ChartSize): Promise<string> {
  loading ??= load();
  const echarts = await loading;
  const drawn = echarts.init(null, null, { renderer: 'svg', ssr: true, ...CHART_SIZES[size] });
  try {
    drawn.setOption(optionOf(chart));
    return drawn.renderToSVGString();
  } finally {
    drawn.dispose();
  }
}
