import { z } from 'zod';

const made = new WeakMap<z.core.$ZodType, z.core.$ZodType>();

interface Definition {
  type: string;
  [part: string]: unknown;
}

/** Definition keys under which each kind of schema holds others. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  array: ['element'],
  set: ['valueType'],
  record: ['valueType'],
  map: ['valueType'],
  tuple: ['items', 'rest'],
  union: ['options'],
  intersection: ['left', 'right'],
  optional: ['innerType'],
  nullable: ['innerType'],
  default: ['innerType'],
  prefault: ['innerType'],
  nonoptional: ['innerType'],
  readonly: ['innerType'],
  catch: ['innerType'],
  pipe: ['in', 'out'],
};

function strictPart(value: unknown): unknown {
  if (Array.isArray(value)) {
    const parts = value.map(strictPart);
    return parts.some((part, index) => part !== value[index]) ? parts : value;
  }
  return value instanceof z.core.$ZodType ? strictSchema(value) : value;
}

function strictDefinition(definition: Definition): Definition | null {
  if (definition.type === 'object') {
    const shape = definition.shape as Record<string, z.core.$ZodType>;
    const strictShape: Record<string, z.core.$ZodType> = {};
    let changed = definition.catchall === undefined;
    for (const [key, field] of Object.entries(shape)) {
      strictShape[key] = strictSchema(field);
      changed ||= strictShape[key] !== field;
    }
    return changed ? { ...definition, shape: strictShape, catchall: definition.catchall ?? z.never() } : null;
  }
  const changed: Record<string, unknown> = {};
  for (const key of PARTS[definition.type] ?? []) {
    const part = strictPart(definition[key]);
    if (part !== definition[key]) changed[key] = part;
  }
  return Object.keys(changed).length > 0 ? { ...definition, ...changed } : null;
}

/** Gives a copy the name and description of its original: in the document it stands in its place. */
function described(copy: z.core.$ZodType, original: z.core.$ZodType): z.core.$ZodType {
  const meta = z.globalRegistry.get(original);
  if (meta) z.globalRegistry.add(copy, meta);
  return copy;
}

function strictSchema(schema: z.core.$ZodType): z.core.$ZodType {
  const known = made.get(schema);
  if (known) return known;
  made.set(schema, schema); // a recursive schema meets itself here and stays as it is
  const definition = strictDefinition(schema._zod.def as unknown as Definition);
  const result = definition ? described(z.core.clone(schema, definition as never), schema) : schema;
  made.set(schema, result);
  return result;
}

/**
 * The same schema with every plain object in it, however deep, refusing unknown fields. `z.looseObject` and `catchall` are
 * left open, as their author asked for.
 */
export function strict<T extends z.core.$ZodType>(schema: T): T {
  return strictSchema(schema) as T;
}
