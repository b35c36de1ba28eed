import { type ApiClient, createApiClient } from '../../client/client.ts';
import { must } from './answer.ts';
import { waitForMail } from './inbox.ts';
import { type Say, type Stack, seconds } from './stack-file.ts';

export interface Person {
  id: string;
  name: string;
  email: string;
  token: string;
  api: ApiClient;
}

async function logIn(stack: Stack, email: string, password: string): Promise<{ token: string; api: ApiClient }> {
  const { accessToken: token } = must(
    await createApiClient({ baseUrl: stack.api }).POST('/api/auth/login', { body: { email, password } }),
  );
  return { token, api: createApiClient({ baseUrl: stack.api, token: () => token }) };
}

export async function logInAdmin(stack: Stack): Promise<{ token: string; api: ApiClient }> {
  return await logIn(stack, stack.admin.email, stack.admin.password);
}

const addressOf = (name: string, run: string) =>
  `${name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')}.${run}@example.com`;

/** Signs a person up and proves their address by the link of the mail they got. */
export async function signUp(stack: Stack, name: string, run: string, say: Say): Promise<Person> {
  const email = addressOf(name, run);
  const password = `${run} is what ${name} remembers`;
  const guest = createApiClient({ baseUrl: stack.api });
  const begin = performance.now();
  must(await guest.POST('/api/auth/signup', { body: { email, password, displayName: name } }));
  const mail = await waitForMail(stack.inbox, email, /^Welcome/);
  say(`${name} signed up; “${mail.subject}” arrived after ${seconds(begin)}`);
  const token = /#token=([\w-]+)/.exec(mail.text ?? '')?.[1];
  if (token === undefined) throw new Error('The welcome mail has no link to confirm the address');
  must(await guest.POST('/api/auth/verify-email', { body: { token } }));
  const signedIn = await logIn(stack, email, password);
  const { id } = must(await signedIn.api.GET('/api/users/me', {}));
  return { id, name, email, ...signedIn };
}
