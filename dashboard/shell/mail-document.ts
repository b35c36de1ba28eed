/** The document inside a mail preview: shows what its parent sends, as a document whose scripts do not run. */

interface Policy {
  createHTML(html: string): string;
}
interface Policies {
  createPolicy(name: string, rules: Policy): Policy;
}
/** Not in every browser; where it is, the policy of this document asks for it. */
const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
const mails = policies?.createPolicy('mail', { createHTML: (html) => html });

addEventListener(
  'message',
  ({ source, data }: MessageEvent<{ html?: unknown } | null>) => {
    if (source !== parent || typeof data?.html !== 'string') return;
    document.documentElement.innerHTML = mails ? mails.createHTML(data.html) : data.html;
  },
  { once: true },
);
