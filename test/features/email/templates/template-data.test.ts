import { describe, expect, test } from '@jest/globals';
import { templateOf } from '../../../../src/features/email/templates/catalog.ts';
import { templateData } from '../../../../src/features/email/templates/template-data.ts';
import { TEMPLATE_NAMES } from '../../../../src/features/email/templates/template-names.contract.ts';

/** The value with a field more in every object of it. */
function withMore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMore);
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, withMore(part)]);
  return { ...Object.fromEntries(parts), ofAnOlderRelease: 1 };
}

describe.each(TEMPLATE_NAMES)('stored data of the template %s', (name) => {
  const { schema, sample } = templateOf(name);

  test('stored data is taken without fields that the template does not know, which a request may not send', () => {
    const stored = withMore(sample);
    expect(templateData(schema, stored).data).toEqual(schema.parse(sample));
    expect(schema.safeParse(stored).error?.issues).toContainEqual(
      expect.objectContaining({ code: 'unrecognized_keys', keys: ['ofAnOlderRelease'] }),
    );
  });

  test('stored data is refused when a field is wrong, beside one that is not known', () => {
    const [first] = Object.keys(sample as object);
    const stored = { ...(sample as object), [first as string]: [null], ofAnOlderRelease: 1 };
    const { error } = templateData(schema, stored);
    expect(error?.issues.map(({ path }) => path[0])).toContain(first);
  });
});
