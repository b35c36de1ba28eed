import sharp from 'sharp';
import { CHART_HEIGHT, CHART_WIDTH, mailColor } from '../email/digest-mail.service.ts';
import type { Tick } from '../market/market.contract.ts';

/** Pixels of the image for each on the screen. */
const DENSITY = 2;
/** Room for the width of the line and for the dot at its end. */
const MARGIN = 4;
/** A line, a dot, a base line and what lies between them and nothing: more colours are not seen. */
const COLOURS = 16;

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
    `viewBox="0 0 ${CHART_WIDTH} ${CHART_HEIGHT}" fill="none">` +
    `<path d="M${MARGIN} ${y(first)}H${CHART_WIDTH - MARGIN}" stroke="#aeb6c6" stroke-dasharray="2 3"/>` +
    `<polyline points="${line}" stroke="${tone}" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/>` +
    `<circle cx="${x(last)}" cy="${y(last)}" r="3" fill="${tone}"/></svg>`
  );
}

/** Less than a kilobyte of PNG, see {@link sparklineSvg}. */
export async function drawSparkline(ticks: readonly Tick[]): Promise<Buffer> {
  return await sharp(Buffer.from(sparklineSvg(ticks)))
    .png({ palette: true, colours: COLOURS, compressionLevel: 9, effort: 7 })
    .toBuffer();
}
