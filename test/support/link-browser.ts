import vm from 'node:vm';

export interface Browser {
  /** What the address bar shows, once the script has run. */
  address: string;
  submit(): Promise<void>;
  status: { textContent: string };
  form: { hidden: boolean };
}

/** Opens a link as a browser would: loads the page and its script, and runs the script on the few parts it touches. */
export async function openLink(link: string, typed: Record<string, string> = {}): Promise<Browser> {
  const url = new URL(link);
  const page = await (await fetch(url)).text();
  const source = /<script src="([^"]+)">/.exec(page)?.[1] as string;
  const script = await (await fetch(new URL(source, url))).text();
  let onSubmit: (event: object) => Promise<void> = async () => undefined;
  const form = {
    hidden: false,
    dataset: { done: /data-done="([^"]+)"/.exec(page)?.[1] },
    addEventListener: (_name: string, listener: typeof onSubmit) => {
      onSubmit = listener;
    },
  };
  const parts: Record<string, object> = { form, button: {}, '[role=status]': { textContent: '' } };
  const browser: Browser = {
    address: link,
    submit: () => onSubmit({ preventDefault: () => undefined }),
    status: parts['[role=status]'] as Browser['status'],
    form,
  };
  vm.runInNewContext(script, {
    document: { querySelector: (selector: string) => parts[selector] },
    location: { hash: url.hash, pathname: url.pathname },
    history: {
      replaceState: (_state: unknown, _title: string, path: string) => {
        browser.address = new URL(path, url).href;
      },
    },
    fetch: (path: string, init: RequestInit) => fetch(new URL(path, url), init),
    FormData: class {
      [Symbol.iterator] = () => Object.entries(typed)[Symbol.iterator]();
    },
    URLSearchParams,
  });
  return browser;
}
