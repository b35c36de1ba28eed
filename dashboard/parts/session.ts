import { createApiClient, type Schemas } from '../../client/client.ts';

/**
 * The session of this browser. The refresh token is in the storage that all tabs share, and is exchanged under a lock that all
 * tabs share: it works once, so two tabs that used one token would end the session. The access token stays in memory.
 */

type Tokens = Schemas['SessionTokens'];

const REFRESH_KEY = 'vibe.refresh';
const LOCK = 'vibe.session';
/** A token is replaced this long before it expires. */
const MARGIN_MS = 60_000;

let access: { token: string; expiresAt: number } | null = null;

const open = createApiClient({ baseUrl: location.origin });

function keep(tokens: Tokens): string {
  access = { token: tokens.accessToken, expiresAt: Date.now() + tokens.expiresIn * 1_000 };
  localStorage.setItem(REFRESH_KEY, tokens.refreshToken);
  return tokens.accessToken;
}

/** Called when the session began or ended, but by a log-in here. */
let tell = (): void => undefined;

function forget(): null {
  access = null;
  if (localStorage.getItem(REFRESH_KEY) === null) return null;
  localStorage.removeItem(REFRESH_KEY);
  tell();
  return null;
}

const isFresh = () => access !== null && access.expiresAt - Date.now() > MARGIN_MS;

/** @throws TypeError when the server does not answer; the session is kept then */
async function refresh(): Promise<string | null> {
  if (isFresh()) return access?.token ?? null; // another call of this tab was first
  const refreshToken = localStorage.getItem(REFRESH_KEY);
  if (refreshToken === null) return forget();
  const { data, response } = await open.POST('/api/auth/refresh', { body: { refreshToken } });
  if (data) return keep(data);
  if (response.status === 401) return forget();
  throw new TypeError(`The session could not be refreshed: ${response.status}`);
}

/** An access token that works for another minute; null when this browser is not logged in. */
export async function accessToken(): Promise<string | null> {
  if (isFresh()) return access?.token ?? null;
  return navigator.locks.request(LOCK, refresh);
}

/** Forgets the access token, so that the next call gets a new one. */
export function renew(): void {
  access = null;
}

export const isLoggedIn = (): boolean => localStorage.getItem(REFRESH_KEY) !== null;

/** Logs in. @returns the problem that the API names, or null */
export function logIn(email: string, password: string): Promise<Schemas['Problem'] | null> {
  return navigator.locks.request(LOCK, async () => {
    const { data, error } = await open.POST('/api/auth/login', { body: { email, password } });
    if (!data) return error;
    keep(data);
    return null;
  });
}

/** Ends the session on the server and in every tab. */
export async function logOut(): Promise<void> {
  const token = await accessToken().catch(() => null);
  if (token !== null) {
    await open.POST('/api/auth/logout', { headers: { Authorization: `Bearer ${token}` } }).catch(() => null);
  }
  forget();
}

/** Tells when another tab logged in or out, and when the session has ended: here, or on the server. */
export function onSession(told: () => void): void {
  tell = told;
  addEventListener('storage', ({ key, oldValue, newValue }) => {
    if (key !== REFRESH_KEY || (oldValue === null) === (newValue === null)) return;
    access = null;
    told();
  });
}
