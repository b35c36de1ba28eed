import { parseSmtpUrl } from './smtp-server-url.ts';
import { SmtpSession } from './smtp-session.ts';

/** Connects, greets and logs in, and leaves again. @throws Error when the server does not let us */
export async function probeSmtp(url: string, signal: AbortSignal): Promise<void> {
  const session = new SmtpSession(parseSmtpUrl(url));
  const leave = () => session.destroy('given up');
  signal.addEventListener('abort', leave, { once: true });
  try {
    const failure = await session.open();
    if (failure) throw new Error(failure.words);
    await session.quit();
  } finally {
    signal.removeEventListener('abort', leave);
    if (!session.closed) session.destroy('after a failure');
  }
}
