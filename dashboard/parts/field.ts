import { h } from './dom.ts';

/** A choice with its label. @param values what it offers: value → what people read @param chosen the value at first */
export function choice(
  label: string,
  name: string,
  values: Readonly<Record<string, string>>,
  chosen?: string,
): HTMLLabelElement {
  const options = Object.entries(values).map(([value, text]) =>
    h('option', { value, selected: value === chosen }, text),
  );
  return h('label', {}, label, h('select', { name }, options));
}

/** A line to fill in, with its label. */
export const field = (
  label: string,
  name: string,
  props: Readonly<Record<string, string | number | boolean>> = {},
): HTMLLabelElement => h('label', {}, label, h('input', { name, ...props }));

/** A whole number of seconds. */
export const seconds = (label: string, name: string, value: number, min: number, max: number): HTMLLabelElement =>
  field(`${label} (seconds)`, name, { type: 'number', min, max, value, required: true });

/** Boxes to tick under one heading. @param values what they offer: value → what people read @param ticked the values at first */
export const checks = (
  legend: string,
  name: string,
  values: Readonly<Record<string, string>>,
  ticked: readonly string[],
): HTMLFieldSetElement =>
  h(
    'fieldset',
    {},
    h('legend', {}, legend),
    Object.entries(values).map(([value, text]) =>
      h('label', {}, h('input', { type: 'checkbox', name, value, checked: ticked.includes(value) }), text),
    ),
  );
