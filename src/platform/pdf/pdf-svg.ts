import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { PdfPages } from './pdf-pages.ts';

/**
 * Draws an SVG of ours, as ECharts writes it, with vectors and texts: paths, rectangles and lines of text with translations and
 * scalings. Clips and gradients are left out, and nothing of strangers is to be given to it.
 */

/** What `matrix(a b c d e f)` holds. */
type Matrix = readonly [number, number, number, number, number, number];
type Attributes = Readonly<Record<string, string>>;

const NUMBERS = /-?\d+(?:\.\d+)?(?:e-?\d+)?/gi;
/** From the middle of a line to where it is drawn from, of its size. */
const MIDDLE = 0.62;

function matrixOf(transform: string | undefined): Matrix {
  const [, kind = '', inner = ''] = /^(\w+)\(([^)]*)\)/.exec(transform ?? '') ?? [];
  const n = (inner.match(NUMBERS) ?? []).map(Number);
  if (kind === 'matrix' && n.length === 6) return n as unknown as Matrix;
  if (kind === 'translate') return [1, 0, 0, 1, n[0] ?? 0, n[1] ?? 0];
  if (kind === 'scale') return [n[0] ?? 1, 0, 0, n[1] ?? n[0] ?? 1, 0, 0];
  return [1, 0, 0, 1, 0, 0];
}

/** Attributes, with those of `style`, which come first. */
function attributesOf(tag: SaxesTagPlain): Attributes {
  const styles = (tag.attributes.style ?? '')
    .split(';')
    .map((entry) => entry.split(':', 2).map((part) => part.trim()))
    .filter(([name]) => name);
  return { ...tag.attributes, ...Object.fromEntries(styles) };
}

/** Colours of the inside and the line, where they are to be seen. */
function paintOf({ fill, stroke, ...attributes }: Attributes): { fill: string | null; stroke: string | null } {
  const seen = (paint: string | undefined, opacity: string | undefined) =>
    paint === undefined || paint === 'none' || Number(opacity ?? 1) === 0 ? null : paint;
  return {
    fill: seen(fill, attributes['fill-opacity']),
    stroke: Number(attributes['stroke-width'] ?? 1) === 0 ? null : seen(stroke, attributes['stroke-opacity']),
  };
}

/** A path that is not painted would be painted with the next one. */
function draw({ doc }: PdfPages, attributes: Attributes, trace: () => void): void {
  const { fill, stroke } = paintOf(attributes);
  if (fill === null && stroke === null) return;
  const dash = (attributes['stroke-dasharray'] ?? '').match(NUMBERS)?.map(Number);
  doc.lineWidth(Number(attributes['stroke-width'] ?? 1));
  if (dash && dash.length > 0) doc.dash(dash[0] as number, { space: dash[1] ?? dash[0] ?? 1 });
  else doc.undash();
  trace();
  if (fill !== null && stroke !== null) doc.fillAndStroke(fill, stroke);
  else if (fill !== null) doc.fill(fill);
  else doc.stroke(stroke as string);
}

function write(pages: PdfPages, text: string, attributes: Attributes): void {
  const size = Number.parseFloat(attributes['font-size'] ?? '12');
  const line = pages.type.fit(text, 1_000, { size, face: 'regular' });
  const anchor = attributes['text-anchor'];
  const shift = anchor === 'middle' ? line.width / 2 : anchor === 'end' ? line.width : 0;
  const x = Number(attributes.x ?? 0) - shift;
  const y = Number(attributes.y ?? 0) - size * MIDDLE;
  pages.line(line, { size, face: 'regular' }, { x, y, width: line.width, colour: attributes.fill ?? '#000' });
}

/** Draws it at `y` over the whole width of the page, and moves `y` below it. */
export function drawSvg(pages: PdfPages, svg: string, size: { width: number; height: number }): void {
  const scale = pages.width / size.width;
  const { doc } = pages;
  doc.save().translate(pages.left, pages.y).scale(scale);
  const parser = new SaxesParser();
  let text: { attributes: Attributes; content: string } | null = null;
  let defined = 0;
  parser.on('opentag', (tag) => {
    if (tag.name === 'defs' || tag.name === 'style') defined += 1;
    const attributes = attributesOf(tag);
    doc.save().transform(...matrixOf(attributes.transform));
    if (defined > 0) return;
    if (tag.name === 'text') text = { attributes, content: '' };
    if (tag.name === 'path') draw(pages, attributes, () => doc.path(attributes.d ?? ''));
    if (tag.name === 'rect') {
      const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((name) =>
        Number(attributes[name] ?? 0),
      );
      draw(pages, attributes, () => doc.rect(x, y, width, height));
    }
  });
  parser.on('text', (content) => {
    if (text !== null) text.content += content;
  });
  parser.on('closetag', (tag) => {
    if (tag.name === 'text' && text !== null) {
      write(pages, text.content, text.attributes);
      text = null;
    }
    doc.restore();
    if (tag.name === 'defs' || tag.name === 'style') defined -= 1;
  });
  parser.write(svg).close();
  doc.restore().undash();
  pages.y += size.height * scale;
}
