import { STATUS_CODES } from 'node:http';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponseObject } from 'zod-openapi';
import { problemDocument } from './problem-document.ts';
import type { ResponseSpec, Route } from './route.ts';

const PROBLEM_CONTENT = { 'application/problem+json': { schema: problemDocument } };

const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** Problems that the platform itself may answer, by status. Each becomes one shared component. */
const SHARED_PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The request is not valid; `errors` names every bad field.',
  401: 'The access token or API key is missing or not valid.',
  403: 'The role of the caller or the scopes of the key do not allow this.',
  404: 'There is no such thing, or you may not see it.',
  409: 'It does not fit what is there, or the `Idempotency-Key` was used with another body.',
  413: 'The body is too large.',
  415: 'The body is not of an accepted type, not in UTF-8, or compressed.',
  429: 'Too many requests; see `Retry-After`.',
  500: 'An error on our side; nothing was changed.',
  503: 'The answer needs something that is away; see `Retry-After`.',
};

const IDEMPOTENCY_PARAMETER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time ' +
    'waits for that answer. With another body: 409.',
  schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[A-Za-z0-9_.:/+=@-]+$' },
} as const;

function sharedProblem(status: number): ZodOpenApiResponseObject {
  const id = `${(STATUS_CODES[status] ?? String(status)).replaceAll(/[^A-Za-z]/g, '')}Problem`;
  return { id, description: SHARED_PROBLEMS[status] as string, content: PROBLEM_CONTENT };
}

const shared = new Map(Object.keys(SHARED_PROBLEMS).map((status) => [Number(status), sharedProblem(Number(status))]));

function statusesOfPlatform(route: Route): number[] {
  const statuses = [400, 500];
  if (route.access !== 'public') statuses.push(401, 403);
  if (route.request.params) statuses.push(404);
  if (route.idempotent) statuses.push(409);
  if (route.request.form) statuses.push(413);
  if (route.request.body || route.request.stream) statuses.push(413, 415);
  if (route.limit !== 'none') statuses.push(429, 503);
  return statuses;
}

function documentedResponse(status: number, spec: ResponseSpec): ZodOpenApiResponseObject {
  const response: ZodOpenApiResponseObject = { description: spec.description };
  if (spec.body) response.content = { 'application/json': { schema: spec.body } };
  else if (spec.contentType !== undefined) {
    // A JSON document that is sent as it is has no schema of ours; other content is text or bytes.
    response.content = Object.fromEntries(
      [spec.contentType, ...(spec.otherTypes ?? [])]
        .map((type) => type.split(';')[0] as string)
        .map((type) => [type, { schema: type === 'application/json' ? {} : { type: 'string' as const } }]),
    );
  } else if (status >= 400) response.content = PROBLEM_CONTENT;
  if (spec.headers) {
    response.headers = Object.fromEntries(
      Object.entries(spec.headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
    );
  }
  return response;
}

function whoMayCall(route: Route): string {
  if (route.access === 'public') return 'No log-in needed.';
  const { roles, scope, optional } = route.access;
  const users = roles ? `users with the role ${roles.join(' or ')}` : 'any signed-in user';
  const keys = scope === undefined ? '' : `, or an API key with the scope \`${scope}\``;
  return `For ${users}${keys}${optional ? ', or by a signed link' : ''}.`;
}

/** An empty entry says that there is another way in. */
function securityOf({ access }: Route): Record<string, string[]>[] {
  if (access === 'public') return [];
  return access.optional ? [{ bearer: [] }, {}] : [{ bearer: [] }];
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const responses: Record<string, ZodOpenApiResponseObject> = {};
  for (const status of statusesOfPlatform(route)) responses[status] = shared.get(status) as ZodOpenApiResponseObject;
  for (const [status, spec] of Object.entries(route.responses)) {
    responses[status] = documentedResponse(Number(status), spec);
  }
  const operation: ZodOpenApiOperationObject = {
    operationId: route.operationId,
    tags: [...route.tags],
    summary: route.summary,
    description: [route.description, whoMayCall(route)].filter(Boolean).join('\n\n'),
    responses: responses as ZodOpenApiOperationObject['responses'],
    security: securityOf(route),
  };
  const { params, query, body, form, stream } = route.request;
  if (params || query) operation.requestParams = { ...(params ? { path: params } : {}), ...(query ? { query } : {}) };
  if (body) {
    operation.requestBody = {
      required: !body.safeParse(undefined).success,
      content: { 'application/json': { schema: body } },
    };
  }
  if (form) {
    operation.requestBody = {
      required: false,
      description: 'The content is ignored.',
      content: Object.fromEntries(FORM_TYPES.map((type) => [type, { schema: form }])),
    };
  }
  if (stream) {
    const content = Object.entries(stream.content).map(([type, { schema, example }]) => {
      return [type, { schema: schema ?? { type: 'string' }, example }] as const;
    });
    operation.requestBody = {
      required: true,
      description: `Read as it arrives; ${stream.limitBytes} bytes at most.`,
      content: Object.fromEntries(content),
    };
  }
  if (route.idempotent) operation.parameters = [IDEMPOTENCY_PARAMETER];
  return operation;
}

/** What the document says beside the routes. */
export interface ApiGuide {
  /** Markdown for the top of the page. */
  readonly introduction: string;
  /** Tag → a sentence about it, in the order of the page. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The tags that routes use, in the order of the guide. @throws Error when a tag has no sentence */
function describedTags(routes: readonly Route[], guide: ApiGuide): { name: string; description: string }[] {
  const used = new Set(routes.flatMap((route) => route.tags));
  const unknown = [...used].filter((tag) => guide.tags[tag] === undefined);
  if (unknown.length > 0) throw new Error(`The guide of the API has no sentence for the tags: ${unknown.join(', ')}`);
  return Object.entries(guide.tags)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
}

/**
 * The OpenAPI 3.1 document of the routes, from the schemas that validate.
 * @param guide null for a document without introduction, its tags in the order of the routes
 * @throws Error when two routes share an operation id, or a method and path, or the guide lacks a tag
 */
export function openApiDocument(routes: readonly Route[], guide: ApiGuide | null): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  const operationIds = new Set<string>();
  for (const route of routes) {
    if (operationIds.has(route.operationId)) throw new Error(`Two routes have the operation id ${route.operationId}`);
    operationIds.add(route.operationId);
    const path = route.path.replaceAll(/:([A-Za-z][A-Za-z0-9]*)/g, '{$1}');
    paths[path] ??= {};
    if (paths[path][route.method]) throw new Error(`Two routes are ${route.method.toUpperCase()} ${route.path}`);
    paths[path][route.method] = operationOf(route);
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Vibe Trend Analyzer API',
      version: '1.0.0',
      ...(guide && { description: guide.introduction }),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    ...(guide && { tags: describedTags(routes, guide) }),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token from log-in, or an API key.' },
      },
    },
  });
}
