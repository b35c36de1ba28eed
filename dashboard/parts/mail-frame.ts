import { h } from './dom.ts';

/**
 * A mail as its reader sees it, in a frame of its own: no script of the mail runs, and its inline styles, which this page forbids
 * itself, stay in the frame. The document is passed by message, since a frame that this page writes would inherit its policy.
 */
export function mailFrame(html: string, title: string, className = ''): HTMLIFrameElement {
  const frame = h('iframe', { src: '/dashboard/shell/mail.html', sandbox: 'allow-scripts', title, class: className });
  // The frame has no origin of its own, so none can be named; it is ours, and the mail is no secret to it.
  frame.addEventListener('load', () => frame.contentWindow?.postMessage({ html }, '*'));
  return frame;
}
