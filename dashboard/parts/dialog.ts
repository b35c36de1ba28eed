import { type Child, fill, h } from './dom.ts';

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

/**
 * Asks once, with what else has to be known. @param deed what the button says, a verb first @param fields controls with names
 * @returns what was filled in; null when the answer was no
 */
export function askFor(question: string, deed: string, fields: Child): Promise<FormData | null> {
  return new Promise((resolve) => {
    const yes = h('button', { type: 'submit', value: 'yes', class: 'danger' }, deed);
    // It sends nothing, so that a wrong entry does not keep the dialog open, and Enter in a field does not take it.
    const no = h('button', { type: 'button', autofocus: true, onclick: () => dialog.close('no') }, 'Go back');
    const form = h(
      'form',
      { method: 'dialog', class: 'write' },
      h('p', { id: 'question' }, question),
      fields,
      h('div', { class: 'row' }, no, yes),
    );
    const dialog = h('dialog', { 'aria-labelledby': 'question' }, form);
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes' ? new FormData(form) : null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks once. @returns whether the answer was yes */
export const ask = async (question: string, deed: string): Promise<boolean> =>
  (await askFor(question, deed, null)) !== null;

interface Deed {
  /** A verb first: "Cancel". */
  label: string;
  /** What a screen reader hears beside the label: which row it is about. */
  of?: string;
  /** Asked before it is done; leave it out where nothing is lost. */
  question?: string;
  /** Makes controls of what the question asks for as well. */
  fields?(): Child;
  /** Does it. @returns a sentence that says what was done */
  run(filled: FormData): Promise<string>;
}

/** A button that asks where it must, cannot be pressed twice, and says what became of it. */
export function deedButton({ label, of, question, fields, run }: Deed): HTMLButtonElement {
  const button = h(
    'button',
    { type: 'button', class: question && !fields ? 'danger' : '', 'aria-label': of && `${label} ${of}` },
    label,
  );
  button.addEventListener('click', () => void press());
  async function press(): Promise<void> {
    if (button.ariaDisabled === 'true') return;
    const filled = question ? await askFor(question, label, fields?.()) : new FormData();
    if (filled === null) return;
    // Not `disabled`, which would take the keyboard away.
    button.ariaDisabled = 'true';
    try {
      tell(await run(filled));
    } catch (error) {
      complain(error);
    } finally {
      button.ariaDisabled = null;
    }
  }
  return button;
}
