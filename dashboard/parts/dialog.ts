import { fill, h } from './dom.ts';

/** Questions before deeds, and what became of them. */

const notices = h('div', { class: 'notices' });
const polite = h('div', { role: 'status' });
const urgent = h('div', { role: 'alert' });
notices.append(polite, urgent);

export const noticeArea: Node = notices;

function show(region: HTMLElement, text: string, className: string): void {
  const close = h('button', { type: 'button', 'aria-label': 'Dismiss', onclick: () => notice.remove() }, '×');
  const notice = h('p', { class: `notice ${className}` }, text, close);
  fill(region, notice);
}

export function tell(text: string): void {
  fill(urgent);
  show(polite, text, 'good');
}

export function complain(error: unknown): void {
  const text =
    error instanceof DOMException && error.name === 'TimeoutError'
      ? 'The server did not answer in time.'
      : String(error);
  show(urgent, text.replace(/^(Refused|TypeError|Error): /, ''), 'bad');
}

/** Asks once. @param deed what the button says, a verb first @returns whether the answer was yes */
export function ask(question: string, deed: string): Promise<boolean> {
  return new Promise((resolve) => {
    const yes = h('button', { type: 'submit', value: 'yes', class: 'danger' }, deed);
    const no = h('button', { type: 'submit', value: 'no', autofocus: true }, 'Go back');
    const dialog = h(
      'dialog',
      { 'aria-labelledby': 'question' },
      h('form', { method: 'dialog' }, h('p', { id: 'question' }, question), h('div', { class: 'row' }, no, yes)),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

interface Deed {
  /** A verb first: "Cancel". */
  label: string;
  /** What a screen reader hears beside the label: which row it is about. */
  of?: string;
  /** Asked before it is done; leave it out where nothing is lost. */
  question?: string;
  /** Does it. @returns a sentence that says what was done */
  run(): Promise<string>;
}

/** A button that asks where it must, cannot be pressed twice, and says what became of it. */
export function deedButton({ label, of, question, run }: Deed): HTMLButtonElement {
  const button = h(
    'button',
    { type: 'button', class: question ? 'danger' : '', 'aria-label': of && `${label} ${of}` },
    label,
  );
  button.addEventListener('click', () => void press());
  async function press(): Promise<void> {
    if (question && !(await ask(question, label))) return;
    button.disabled = true;
    try {
      tell(await run());
    } catch (error) {
      complain(error);
    } finally {
      button.disabled = false;
    }
  }
  return button;
}
