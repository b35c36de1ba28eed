import type { Random } from './random.ts';
import type { JsonSchema, Values } from './values.ts';

/** The operations of the document, and requests for them. */

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: JsonSchema;
}

export interface Operation {
  name: string;
  method: string;
  path: string;
  operationId: string;
  parameters: readonly Parameter[];
  body: Readonly<Record<string, { schema?: JsonSchema }>> | null;
  /** Status → the media types that the document says it has. */
  responses: ReadonlyMap<string, readonly string[]>;
}

interface Documented {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema?: JsonSchema }> };
  responses: Record<string, { $ref?: string; content?: Record<string, unknown> }>;
}

export interface ApiDocument {
  paths: Record<string, Record<string, Documented>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses?: Record<string, { content?: Record<string, unknown> }>;
  };
}

export function operationsOf(document: ApiDocument): Operation[] {
  const mediaTypes = ({ $ref, content }: { $ref?: string; content?: Record<string, unknown> }) =>
    Object.keys(
      ($ref === undefined ? content : document.components.responses?.[$ref.split('/').at(-1) ?? '']?.content) ?? {},
    );
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, documented]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      operationId: documented.operationId,
      parameters: documented.parameters ?? [],
      body: documented.requestBody?.content ?? null,
      responses: new Map(Object.entries(documented.responses).map(([status, spec]) => [status, mediaTypes(spec)])),
    })),
  );
}

export interface FuzzRequest {
  url: string;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const BOUNDARY = 'fuzzfuzzfuzz';

function formOf(random: Random): string {
  const names = ['a.txt', 'a.csv', '../b.png', 'é\u202e.pdf', ''];
  const contents = ['hello', 'a,b\n1,2\n', '\u0089PNG', '', '{"a":1}'];
  const part = () =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${random.pick(['files', 'file', 'x'])}"; filename="${random.pick(names)}"\r\n` +
    `Content-Type: ${random.pick(['text/plain', 'image/png', 'x'])}\r\n\r\n${random.pick(contents)}\r\n`;
  return `${Array.from({ length: random.int(0, 3) }, part).join('')}--${BOUNDARY}--\r\n`;
}

/** @param mode how much of it is as the document wants it */
export function requestFor(
  operation: Operation,
  mode: 'valid' | 'faulty' | 'junk',
  values: Values,
  random: Random,
): FuzzRequest {
  const bad = () => mode === 'junk' || (mode === 'faulty' && random.chance(0.3));
  const valueOf = ({ schema = {} }: Parameter) => (bad() ? values.hostile() : values.of(schema));
  const encode = (value: unknown) => encodeURIComponent(asText(value).toWellFormed());
  let url = operation.path;
  const query: string[] = [];
  for (const parameter of operation.parameters) {
    if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, encode(valueOf(parameter)) || 'x');
    if (parameter.in !== 'query' || !(parameter.required || random.chance(0.4))) continue;
    query.push(`${parameter.name}=${encode(valueOf(parameter))}`);
  }
  if (mode !== 'valid' && random.chance(0.1))
    query.push(random.pick(['limit=0x10', 'cursor=eyJ4Ijox', 'a=%zz', 'limit=1&limit=2', '=&&']));
  const headers: Record<string, string> = {};
  if (operation.method === 'POST' && random.chance(0.2))
    headers['idempotency-key'] = bad() ? '' : `fuzz-${random.int(0, 20)}`;
  let body: FuzzRequest['body'] = null;
  if (operation.body) {
    const [type, { schema = {} }] = random.pick(Object.entries(operation.body));
    headers['content-type'] = type;
    if (type === 'multipart/form-data') {
      headers['content-type'] = `${type}; boundary=${BOUNDARY}`;
      body = formOf(random);
    } else if (mode === 'junk' && random.chance(0.3)) {
      body = random.pick(['', '{', '[1,2', '\ufeff[]', '"x"', 'null', 'a,b\n1,2', '[{}]']);
    } else {
      const value = mode === 'valid' ? values.of(schema) : values.faulty(schema);
      body = type.includes('json') ? JSON.stringify(value) : asText(value);
    }
    if (mode === 'junk' && random.chance(0.1))
      headers['content-type'] = random.pick(['text/html', 'application/json; charset=utf-16', 'x']);
  }
  return { url: query.length > 0 ? `${url}?${query.join('&')}` : url, headers, body };
}
