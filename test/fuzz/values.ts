import type { Random } from './random.ts';

/** Values by the JSON Schemas of the document, and values that no schema wants. */

export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

/** What has broken programs before. */
const HOSTILE: readonly unknown[] = [
  null,
  '',
  ' ',
  '\u200b',
  '\ud800',
  'a\u0000b',
  '\u202eevil',
  "'; drop table app_user; --",
  '{{7*7}}',
  '../../../etc/passwd',
  '%00',
  'é'.normalize('NFD'),
  '𝔘𝔫𝔦'.repeat(40),
  'x'.repeat(5_000),
  '-1',
  '0x10',
  '1e400',
  'NaN',
  '0000-01-01T00:00:00Z',
  '2026-01-01T00:00:00+16:00',
  '9999-12-31T23:59:59-14:00',
  '=cmd|calc',
  true,
  false,
  0,
  -1,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  5e-324,
  0.1,
  [],
  {},
  [[[[]]]],
  { $gt: '' },
  { constructor: { prototype: {} } },
];

/** Texts that fit most patterns of the document. */
const FITTING = [
  'NVDA',
  'AAPL',
  'a',
  'UTC',
  'Europe/Berlin',
  '1.5',
  '10',
  'event.name',
  '2026-01-05',
  'abc-def',
  'EUR',
  'a@b.example',
];

export class Values {
  readonly #random: Random;
  readonly #components: Record<string, JsonSchema>;
  /** Ids that exist, of the caller and of others. */
  readonly ids: string[] = [];

  constructor(random: Random, components: Record<string, JsonSchema>) {
    this.#random = random;
    this.#components = components;
  }

  hostile(): unknown {
    return this.#random.pick(HOSTILE);
  }

  /** A value of the schema, as far as it says what that is. */
  of(schema: JsonSchema, depth = 0): unknown {
    const random = this.#random;
    if (schema.$ref !== undefined)
      return this.of(this.#components[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth + 1);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return random.pick(schema.enum);
    const branches = schema.anyOf ?? schema.oneOf;
    if (branches) return this.of(random.pick(branches), depth + 1);
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => this.of(part, depth + 1)));
    const type = Array.isArray(schema.type) ? random.pick(schema.type) : schema.type;
    if (type === 'object' || schema.properties) return this.#object(schema, depth);
    if (type === 'array') return this.#array(schema, depth);
    if (type === 'string') return this.#text(schema);
    if (type === 'integer' || type === 'number') return this.#number(schema, type);
    if (type === 'boolean') return random.chance(0.5);
    return type === 'null' ? null : this.hostile();
  }

  /** A value with one fault somewhere in it. */
  faulty(schema: JsonSchema): unknown {
    const random = this.#random;
    const value = this.of(schema);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || random.chance(0.1))
      return this.hostile();
    const names = Object.keys(value);
    const faulted: Record<string, unknown> = { ...value };
    if (names.length === 0 || random.chance(0.1))
      faulted[random.pick(['__proto__', 'unknown', 'id', 'role'])] = this.hostile();
    else if (random.chance(0.2)) delete faulted[random.pick(names)];
    else faulted[random.pick(names)] = this.hostile();
    return faulted;
  }

  #object(schema: JsonSchema, depth: number): Record<string, unknown> {
    const required = new Set(schema.required);
    const value: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(schema.properties ?? {})) {
      if (required.has(name) || (depth < 6 && this.#random.chance(0.5))) value[name] = this.of(part, depth + 1);
    }
    if (typeof schema.additionalProperties === 'object' && depth < 6) {
      for (let n = this.#random.int(0, 3); n > 0; n -= 1)
        value[`k${n}`] = this.of(schema.additionalProperties, depth + 1);
    }
    return value;
  }

  #array(schema: JsonSchema, depth: number): unknown[] {
    const min = schema.minItems ?? 0;
    const length = this.#random.int(min, Math.min(schema.maxItems ?? min + 3, min + 3));
    return Array.from({ length }, () => this.of(schema.items ?? {}, depth + 1));
  }

  #number(schema: JsonSchema, type: string): number {
    const random = this.#random;
    const min = schema.minimum ?? (schema.exclusiveMinimum === undefined ? -1_000 : schema.exclusiveMinimum + 1e-6);
    const max =
      schema.maximum ?? (schema.exclusiveMaximum === undefined ? min + 2_000 : schema.exclusiveMaximum - 1e-6);
    if (random.chance(0.1)) return random.pick([min, max]);
    const near = Math.min(max, min + (random.chance(0.8) ? 100 : max - min));
    const value = min + random.next() * (near - min);
    return type === 'integer' ? Math.ceil(value) : value;
  }

  #text(schema: JsonSchema): string {
    const random = this.#random;
    if (schema.format === 'uuid')
      return random.chance(0.9) ? random.pick(this.ids) : '01980000-0000-7000-8000-0000000000ff';
    if (schema.format === 'date-time') return new Date(1_760_000_000_000 + random.int(-4e10, 8e10)).toISOString();
    if (schema.format === 'date')
      return new Date(1_760_000_000_000 + random.int(-4e10, 8e10)).toISOString().slice(0, 10);
    if (schema.format === 'email') return `fuzz${random.int(0, 50)}@example.test`;
    if (schema.format === 'uri') return `https://example.test/${random.int(0, 9)}`;
    const fits = (text: string) =>
      (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(text)) &&
      text.length >= (schema.minLength ?? 0) &&
      text.length <= (schema.maxLength ?? 10_000);
    const candidates = [
      ...FITTING,
      'A text of some length, for a name or a post $NVDA',
      'x'.repeat(schema.minLength ?? 1),
    ].filter(fits);
    return candidates.length > 0 ? random.pick(candidates) : 'x';
  }
}
