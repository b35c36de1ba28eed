import Router from '@koa/router';
import type { Context, Next } from 'koa';
import { nameHttpSpan } from '../telemetry/http-span.ts';
import { type RequestState, type RouteRuntime, requestHandler } from './request-handler.ts';
import type { Route } from './route.ts';

type Handle = (ctx: Context, next: Next) => Promise<unknown>;

/** `/api/users/:userId` → `/api/users`: what is literal in front, up to two segments. */
function groupOf(path: string): string {
  const [first = '', second] = path.split('/', 3).slice(1);
  return second === undefined || second.startsWith(':') ? `/${first}` : `/${first}/${second}`;
}

export interface Routing {
  /** Answers the request when a route is there for its path and method, else calls `next`. */
  handle: Handle;
  /** `Allow` of the path that `handle` has just not answered: methods of its routes, null without any. */
  allowed(ctx: Context): string | null;
}

/**
 * One router for each group of paths: `@koa/router` tries its routes one after the other, which with all routes of the API in one
 * router is most of its cost.
 */
export function createRouting(routes: readonly Route[], runtime: RouteRuntime): Routing {
  const routers = new Map<string, Router>();
  for (const route of routes) {
    const group = groupOf(route.path);
    const router = routers.get(group) ?? new Router({ sensitive: true });
    routers.set(group, router);
    const handle = requestHandler(route, runtime);
    const name = `${route.method.toUpperCase()} ${route.path}`;
    router[route.method](route.path, (ctx) => {
      nameHttpSpan(route.path);
      (ctx.state as RequestState).route = name;
      return handle(ctx);
    });
  }
  const dispatchers = new Map([...routers].map(([group, router]) => [group, router.routes() as unknown as Handle]));
  return {
    handle(ctx, next) {
      const { path } = ctx;
      const second = path.indexOf('/', 1);
      const third = second === -1 ? -1 : path.indexOf('/', second + 1);
      const narrow = dispatchers.get(third === -1 ? path : path.slice(0, third));
      const wide = second === -1 ? undefined : dispatchers.get(path.slice(0, second));
      if (!narrow) return wide ? wide(ctx, next) : next();
      return narrow(ctx, wide ? () => wide(ctx, next) : next);
    },
    allowed(ctx) {
      const matched = (ctx as { matched?: { methods: string[] }[] }).matched ?? [];
      if (matched.length === 0) return null;
      return [...new Set([...matched.flatMap((layer) => layer.methods), 'OPTIONS'])].sort().join(', ');
    },
  };
}
