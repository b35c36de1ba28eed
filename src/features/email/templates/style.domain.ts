/** Inline styles of mails: what Outlook, Gmail and Apple Mail all understand. Contrast is at least 4.5 : 1. */

export const font =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif";

export const color = {
  ground: '#eef1f6',
  card: '#ffffff',
  ink: '#16213a',
  muted: '#5b6478',
  line: '#dfe4ee',
  brand: '#1f3fae',
  up: '#0b7a4b',
  down: '#b42318',
} as const;

export const style = {
  brandBar: { backgroundColor: color.brand, padding: '14px 32px', borderRadius: '10px 10px 0 0' },
  brand: { margin: 0, color: '#ffffff', fontSize: '15px', lineHeight: '22px', fontWeight: 700, letterSpacing: '0.2px' },
  card: { backgroundColor: color.card, padding: '32px', borderRadius: '0 0 10px 10px' },
  title: {
    margin: '0 0 16px',
    color: color.ink,
    fontSize: '24px',
    lineHeight: '32px',
    fontWeight: 700,
    overflowWrap: 'anywhere',
    wordBreak: 'break-word',
  },
  subtitle: { margin: '28px 0 4px', color: color.ink, fontSize: '17px', lineHeight: '24px', fontWeight: 700 },
  text: {
    margin: '0 0 16px',
    color: color.ink,
    fontSize: '16px',
    lineHeight: '25px',
    overflowWrap: 'anywhere',
    wordBreak: 'break-word',
  },
  small: {
    margin: '0 0 6px',
    color: color.muted,
    fontSize: '13px',
    lineHeight: '20px',
    overflowWrap: 'anywhere',
    wordBreak: 'break-word',
  },
  quietLink: { color: color.muted, textDecoration: 'underline' },
  link: { color: color.brand, textDecoration: 'underline', overflowWrap: 'anywhere', wordBreak: 'break-word' },
  button: {
    backgroundColor: color.brand,
    borderRadius: '8px',
    color: '#ffffff',
    display: 'inline-block',
    fontSize: '16px',
    fontWeight: 600,
    lineHeight: '24px',
    padding: '12px 24px',
    textDecoration: 'none',
  },
  quote: { borderLeft: `4px solid ${color.line}`, padding: '4px 0 4px 16px', margin: '0 0 16px' },
  figure: { margin: '0 0 4px', color: color.ink, fontSize: '34px', lineHeight: '42px', fontWeight: 700 },
  firstCell: {
    padding: '9px 8px 9px 0',
    borderBottom: `1px solid ${color.line}`,
    color: color.ink,
    fontSize: '15px',
    lineHeight: '22px',
    fontWeight: 600,
    overflowWrap: 'anywhere',
    wordBreak: 'break-word',
  },
  cellNote: { color: color.muted, fontSize: '13px', lineHeight: '18px', fontWeight: 400 },
  cell: {
    width: '28%',
    padding: '9px 0 9px 8px',
    borderBottom: `1px solid ${color.line}`,
    color: color.ink,
    fontSize: '15px',
    lineHeight: '22px',
    textAlign: 'right',
    whiteSpace: 'nowrap',
  },
  /** Of a cell whose text may take several lines. */
  wideCell: {
    padding: '9px 0 9px 8px',
    borderBottom: `1px solid ${color.line}`,
    color: color.ink,
    fontSize: '15px',
    lineHeight: '22px',
    textAlign: 'right',
  },
  chartCell: { width: '100px', padding: '9px 0 9px 8px', borderBottom: `1px solid ${color.line}` },
  /** The alternative text looks like a note where images are off. */
  chart: { display: 'block', color: color.muted, fontSize: '13px', lineHeight: '18px' },
} as const;
