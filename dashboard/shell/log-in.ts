import { complain } from '../parts/dialog.ts';
import { fill, h, typed } from '../parts/dom.ts';
import { logIn } from '../parts/session.ts';

/** As it was typed: blanks at its ends are part of a password. */
const secret = (values: FormData) => {
  const value = values.get('password');
  return typeof value === 'string' ? value : '';
};

/** @param done called once the session stands */
export function logInPage(done: () => void): HTMLElement {
  const problem = h('p', { role: 'alert', class: 'bad' });
  const button = h('button', { type: 'submit' }, 'Log in');
  const form = h(
    'form',
    { class: 'log-in' },
    h(
      'label',
      {},
      'E-mail address',
      h('input', { name: 'email', type: 'email', autocomplete: 'username', required: true }),
    ),
    h(
      'label',
      {},
      'Password',
      h('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true }),
    ),
    button,
    problem,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  async function submit(): Promise<void> {
    const values = new FormData(form);
    button.disabled = true;
    fill(problem);
    try {
      const refused = await logIn(typed(values, 'email'), secret(values));
      if (refused) fill(problem, refused.detail);
      else done();
    } catch (error) {
      complain(error);
    } finally {
      button.disabled = false;
    }
  }
  return h('div', { class: 'narrow' }, h('h1', {}, 'Operations'), form);
}
