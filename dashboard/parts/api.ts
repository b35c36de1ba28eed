import { createApiClient, type Schemas } from '../../client/client.ts';
import { accessToken, renew } from './session.ts';

/** What the API refused, for people: its sentence, and the fields it names. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  readonly code: string;

  constructor(status: number, problem: Schemas['Problem'] | undefined) {
    const fields = (problem?.errors ?? []).map(({ field, message }) => `${field}: ${message}`);
    const requestId = problem ? ` (request ${problem.requestId})` : '';
    super([problem?.detail ?? `The server answered ${status}.`, ...fields].join(' ') + requestId);
    this.status = status;
    this.code = problem?.code ?? 'unknown';
  }
}

/** No call may hang: the page says that the server does not answer. */
const TIMEOUT_MS = 20_000;

/** Sends a request with the session's token; once more with a new one when the first was refused as expired. */
async function send(...input: Parameters<typeof fetch>): Promise<Response> {
  const request = new Request(...input);
  const spare = request.clone();
  const response = await fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.status !== 401) return response;
  renew();
  const token = await accessToken();
  if (token === null) return response;
  spare.headers.set('Authorization', `Bearer ${token}`);
  return fetch(spare, { signal: AbortSignal.timeout(TIMEOUT_MS) });
}

export const api = createApiClient({ baseUrl: location.origin, token: accessToken, fetch: send });

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of an answer. @throws Refused with what the API says against it */
export async function take<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer;
  if (!response.ok) throw new Refused(response.status, error as Schemas['Problem'] | undefined);
  return data as Data;
}
