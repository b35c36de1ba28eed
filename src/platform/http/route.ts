import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Em } from '../db/sql.ts';
import type { Answered, Once } from './idempotency/idempotency.ts';
import type { Principal, Role } from './principal.ts';
import type { Problem } from './problem.ts';
import type { RateLimitClass } from './rate-limit-classes.ts';
import type { RawBody, Reply } from './reply.ts';

export type HttpMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * Who may call a route. Without `roles` any signed-in user may. API keys are refused unless the route names a `scope` and the
 * key has it; `roles` then applies to users only, since a key's power is its scopes.
 */
export type Access = 'public' | SignedIn;

interface SignedIn {
  readonly roles?: readonly Role[];
  readonly scope?: string;
  /** A caller without a token is let in too, as null: the handler asks for something else, a signed link for example. */
  readonly optional?: true;
}

/** A body that is read as it arrives: what it may be, by media type, and how long. */
export interface StreamSpec {
  /** Media type → what documents it: the schema of one JSON document, or nothing for text; and an example. */
  readonly content: Readonly<Record<string, { readonly schema?: z.ZodType; readonly example: unknown }>>;
  readonly limitBytes: number;
  /** It must arrive as fast as other bodies: it is short, and not worth the time of an upload. */
  readonly prompt?: true;
}

/**
 * What the handler of a streamed body is given. The bytes end in an error when the client breaks off or sends too much; a
 * handler lets it pass, after undoing what it did, and the platform answers. It may take `config.http.streamTimeoutMs`.
 */
export interface StreamedBody {
  /** One of the media types of the {@link StreamSpec}. */
  readonly contentType: string;
  /** The header as it was sent, with the boundary of a multipart body. */
  readonly header: string;
  readonly bytes: Readable;
  /** All of it, within what bodies may hold of the memory. @param each is given every chunk as it arrives */
  collect(each: (chunk: Buffer) => void): Promise<Buffer>;
  readonly once: Once;
}

/** Object schemas (or a union of them for a body). They are written with `z.strictObject`: unknown fields are refused. */
export interface RequestSchemas {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /**
   * Instead of `body`: what an HTML form or a mail client posts. It is documented and not looked at, since clients send more,
   * less and other than they should.
   */
  readonly form?: z.ZodObject;
  /** Instead of `body`: the handler reads it. */
  readonly stream?: StreamSpec;
}

/**
 * One documented answer: JSON by `body`, something else by `contentType`, or nothing. Statuses from 400 are Problem documents;
 * those that every route may give (400, 401, 403, 405, 413, 415, 429, 500, 503) are documented by the platform.
 */
export interface ResponseSpec {
  readonly description: string;
  readonly body?: z.ZodType;
  readonly contentType?: string;
  /** Further media types of the same answer, which the handler sets by `Content-Type`. */
  readonly otherTypes?: readonly string[];
  /** Header name → what it says. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type ResponseSpecs = Readonly<Record<number, ResponseSpec>>;

type Output<Schemas, Key extends string> = Schemas extends { readonly [K in Key]: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;

type RequestBody<Req> = Req extends { readonly stream: StreamSpec } ? StreamedBody : Output<Req, 'body'>;

type Immutable<T> = T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;

type BodyOf<Spec> = Spec extends { readonly body: infer S extends z.ZodType }
  ? Immutable<z.input<S>>
  : Spec extends { readonly contentType: string }
    ? RawBody
    : undefined;

type ReplyOf<Specs> = { [S in keyof Specs & number]: Reply<S, BodyOf<Specs[S]>> }[keyof Specs & number];

/** What a handler is given: validated input, the caller, and an entity manager of its own. */
export interface HandlerInput<Who, Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly principal: Who;
  /** Forked for this request; in an `idempotent` route it is already inside the transaction that stores the answer. */
  readonly em: Em;
  readonly requestId: string;
  /** Address of the client, through as many trusted proxies as `TRUST_PROXY_HOPS` says. */
  readonly ip: string;
  readonly userAgent: string | null;
  /** `HEAD` is answered by the handler of `GET`. */
  readonly method: string;
  /** @param name in lower case @returns null when the request does not have it once */
  header(name: string): string | null;
}

type Who<A> = A extends 'public' ? null : A extends { readonly optional: true } ? Principal | null : Principal;

export interface RouteDefinition<A extends Access, Req extends RequestSchemas, Res extends ResponseSpecs> {
  readonly method: HttpMethod;
  /** With `:name` for parameters, each of which `request.params` describes. */
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly access: A;
  /** Class of its rate limit. `none` is for what must answer without Postgres. */
  readonly limit: RateLimitClass | 'none';
  /**
   * Honours `Idempotency-Key`. The handler always runs in one transaction, which a returned Problem rolls back. Answers are kept
   * for 24 h as they are, so not for routes whose answer is a secret (a token, a new API key).
   */
  readonly idempotent?: boolean;
  /** Of a JSON body that may be longer than others. */
  readonly bodyLimitBytes?: number;
  readonly request: Req;
  readonly responses: Res;
  readonly handler: (
    input: HandlerInput<Who<A>, Output<Req, 'params'>, Output<Req, 'query'>, RequestBody<Req>>,
  ) => Promise<ReplyOf<Res> | Problem | Answered> | ReplyOf<Res> | Problem;
}

export type AnyHandlerInput = HandlerInput<Principal | null, unknown, unknown, unknown>;

/** A route as the platform uses it, its types erased. */
export interface Route {
  readonly method: HttpMethod;
  readonly path: string;
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string | null;
  readonly access: Access;
  readonly limit: RateLimitClass | 'none';
  readonly idempotent: boolean;
  /** `null`: as the configuration says. */
  readonly bodyLimitBytes: number | null;
  readonly request: {
    readonly params: z.ZodObject | null;
    readonly query: z.ZodObject | null;
    readonly body: z.ZodType | null;
    readonly form: z.ZodObject | null;
    readonly stream: StreamSpec | null;
  };
  readonly responses: ResponseSpecs;
  readonly handler: (input: AnyHandlerInput) => Promise<Reply | Problem | Answered> | Reply | Problem;
}

function pathParameters(path: string): string[] {
  return [...path.matchAll(/:([A-Za-z][A-Za-z0-9]*)/g)].map((match) => match[1] as string);
}

/**
 * Defines one route. Validation, access, limits, idempotency, documentation and response checks all come from this value.
 * @throws Error when the definition contradicts itself (a parameter without a schema, a body on GET)
 */
export function defineRoute<const A extends Access, Req extends RequestSchemas, Res extends ResponseSpecs>(
  definition: RouteDefinition<A, Req, Res>,
): Route {
  const { method, path, request } = definition;
  const name = `${method.toUpperCase()} ${path}`;
  const described = Object.keys(request.params?.shape ?? {}).sort();
  const present = pathParameters(path).sort();
  if (described.join() !== present.join()) {
    throw new Error(`${name}: the path has [${present}], request.params describes [${described}]`);
  }
  if ((request.body || request.form || request.stream) && method === 'get')
    throw new Error(`${name}: a GET has no body`);
  if (request.stream && request.body) throw new Error(`${name}: a streamed body is the only one`);
  if (request.form && (request.body || request.stream || definition.idempotent)) {
    throw new Error(`${name}: a form is the only body, and browsers send no key`);
  }
  if (definition.idempotent && method !== 'post') throw new Error(`${name}: only a POST is idempotent by key`);
  return {
    method,
    path,
    operationId: definition.operationId,
    tags: definition.tags,
    summary: definition.summary,
    description: definition.description ?? null,
    access: definition.access,
    limit: definition.limit,
    idempotent: definition.idempotent ?? false,
    bodyLimitBytes: definition.bodyLimitBytes ?? null,
    request: {
      params: request.params ?? null,
      query: request.query ?? null,
      body: request.body ?? null,
      form: request.form ?? null,
      stream: request.stream ?? null,
    },
    responses: definition.responses,
    // The types were checked above; the platform calls it only with what the schemas produced.
    handler: definition.handler as unknown as Route['handler'],
  };
}
