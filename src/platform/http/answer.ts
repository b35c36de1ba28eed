import type { Context } from 'koa';
import { isProblem, type Problem } from './problem.ts';
import { PROBLEM_TYPE, problemText } from './problem-document.ts';
import type { RawBody, Reply } from './reply.ts';
import type { Route } from './route.ts';
import { strict } from './strict-schema.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** What goes over the wire. */
export interface Answer<Body = RawBody | null> {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Body;
}

export function problemAnswer(found: Problem, requestId: string): Answer<string> {
  return {
    status: found.status,
    headers: { ...found.headers, 'Content-Type': PROBLEM_TYPE },
    body: problemText(found, requestId),
  };
}

/** Writes an answer; a HEAD request gets its headers only, by Koa. */
export function send(ctx: Context, answer: Answer): void {
  const { res } = ctx;
  ctx.status = answer.status;
  for (const name in answer.headers) res.setHeader(name, answer.headers[name] as string);
  ctx.body = answer.body;
}

/**
 * Compiles how a route's replies become answers.
 * @param checked compare every reply with the declared responses, in tests and development
 * @throws Error (from the returned function) when a reply is not what the route declares
 */
export function renderer(route: Route, checked: boolean): (result: Reply | Problem, requestId: string) => Answer {
  const specs = new Map(Object.entries(route.responses).map(([status, spec]) => [Number(status), spec]));
  const schemas = new Map(
    [...specs].flatMap(([status, spec]) => (checked && spec.body ? [[status, strict(spec.body)] as const] : [])),
  );
  const name = `${route.method.toUpperCase()} ${route.path}`;
  return (result, requestId) => {
    if (isProblem(result)) return problemAnswer(result, requestId);
    const spec = specs.get(result.status);
    if (!spec) throw new Error(`${name} does not declare the status ${result.status} that it answered`);
    if (spec.contentType !== undefined) {
      return {
        status: result.status,
        headers: { 'Content-Type': spec.contentType, ...result.headers },
        body: result.body as RawBody,
      };
    }
    if (result.body === undefined) return { status: result.status, headers: result.headers ?? {}, body: null };
    const body = JSON.stringify(result.body);
    const parsed = schemas.get(result.status)?.safeParse(JSON.parse(body));
    if (parsed && !parsed.success) {
      const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      throw new Error(`${name} answered ${result.status} with a body that its schema refuses: ${issues}`);
    }
    return { status: result.status, headers: { ...result.headers, 'Content-Type': JSON_TYPE }, body };
  };
}
