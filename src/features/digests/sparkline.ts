import sharp from 'sharp';
import { CHART_HEIGHT, CHART_WIDTH } from '../email/templates/digest-parts.template.ts';
import { color as mailColor } from '../email/templates/style.domain.ts';
import type { Tick } from '../market/market.contract.ts';

/** Pixels of the image for each on the screen. */
const DENSITY = 2;
/** Room for the width of the line and for the dot at its end. */
const MARGIN = 4;
/** The line with its dot, the base line, and nothing. A palette of four takes two bits for each pixel. */
const COLOURS = 4;

// They are drawn many at a time: threads for each would be in each other's way.
sharp.concurrency(1);

const round = (value: number) => Math.round(value * 10) / 10;

/**
 * The course of a price as a line from edge to edge, with a base line where it began and a dot where it ended. No text.
 * @param ticks in order of time, at least two
 */
export function sparklineSvg(ticks: readonly Tick[]): string {
  const [first, last] = [ticks[0] as Tick, ticks.at(-1) as Tick];
  const prices = ticks.map(({ price }) => price);
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const x = ({ at }: Tick) =>
    round(MARGIN + ((at - first.at) / Math.max(1, last.at - first.at)) * (CHART_WIDTH - 2 * MARGIN));
  // What stands still runs through the middle.
  const y = ({ price }: Tick) =>
    high === low ? CHART_HEIGHT / 2 : round(MARGIN + ((high - price) / (high - low)) * (CHART_HEIGHT - 2 * MARGIN));
  const tone = last.price > first.price ? mailColor.up : last.price < first.price ? mailColor.down : mailColor.muted;
  const line = ticks.map((tick) => `${x(tick)},${y(tick)}`).join(' ');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CHART_WIDTH * DENSITY}" height="${CHART_HEIGHT * DENSITY}" ` +
    // Without shades in between the image has half the bytes; at this density no steps are seen.
    `viewBox="0 0 ${CHART_WIDTH} ${CHART_HEIGHT}" fill="none" shape-rendering="crispEdges">` +
    `<path d="M${MARGIN} ${y(first)}H${CHART_WIDTH - MARGIN}" stroke="#aeb6c6" stroke-dasharray="2 3"/>` +
    `<polyline points="${line}" stroke="${tone}" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/>` +
    `<circle cx="${x(last)}" cy="${y(last)}" r="3" fill="${tone}"/></svg>`
  );
}

/** Less than a kilobyte of PNG, see {@link sparklineSvg}. */
export async function drawSparkline(ticks: readonly Tick[]): Promise<Buffer> {
  return await sharp(Buffer.from(sparklineSvg(ticks)))
    .png({ palette: true, colours: COLOURS, dither: 0, effort: 1, compressionLevel: 9 })
    .toBuffer();
}
