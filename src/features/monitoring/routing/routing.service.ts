import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { findPage, idKey, type Page } from '../../../platform/http/pagination.ts';
import { invalidRequest, notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import { lockEvaluation } from '../rules/evaluation.queries.ts';
import {
  countRoutes,
  deleteRoute,
  findRoute,
  insertRoute,
  pageOfRoutes,
  type RouteRow,
  writeRoute,
} from './routing.queries.ts';
import type { RouteContent, RouteView } from './routing.schema.ts';

/** Each alert that fires is compared with all routes. */
const MAX_ROUTES = 50;

function contentOf(route: RouteRow): RouteContent {
  return {
    name: route.name,
    severities: route.severities,
    channels: route.channels,
    nextChannels: route.next_channels,
    groupSeconds: route.group_seconds,
    escalation:
      route.escalate_after_seconds === null
        ? null
        : { afterSeconds: route.escalate_after_seconds, channels: route.escalate_to },
  };
}

function present(route: RouteRow): RouteView {
  return {
    id: route.id,
    ...contentOf(route),
    createdAt: route.created_at.toISOString(),
    updatedAt: route.updated_at.toISOString(),
  };
}

/** The fault of a route: a channel that is not configured would reach no one. */
function faultOf({ channels, nextChannels, escalation }: RouteContent, configured: readonly string[]): Problem | null {
  const named = [
    ...channels.map((name, i) => ({ name, field: `body.channels.${i}` })),
    ...nextChannels.map((name, i) => ({ name, field: `body.nextChannels.${i}` })),
    ...(escalation?.channels ?? []).map((name, i) => ({ name, field: `body.escalation.channels.${i}` })),
  ];
  const errors = named
    .filter(({ name }) => !configured.includes(name))
    .map(({ field }) => ({ field, code: 'not_configured', message: 'Must be a channel that is configured' }));
  return errors.length === 0 ? null : invalidRequest(errors);
}

export async function listRoutes(
  em: Em,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<RouteView> | Problem> {
  return await findPage(query, idKey, {
    find: (from, limit) => pageOfRoutes(em, from?.[0] ?? null, limit),
    keyOf: ({ id }) => [id],
    presenter: () => present,
  });
}

/** 400 for a channel that is not configured, 409 `too_many_routes`. */
export async function createRoute(
  em: Em,
  content: RouteContent,
  configured: readonly string[],
): Promise<RouteView | Problem> {
  const fault = faultOf(content, configured);
  if (fault) return fault;
  return await transact(em, async (tx) => {
    await lockEvaluation(tx);
    if ((await countRoutes(tx)) >= MAX_ROUTES) {
      return problem(409, 'too_many_routes', `There are ${MAX_ROUTES} routes already.`);
    }
    const made = await insertRoute(tx, content);
    if (!made) throw new Error('the new route returned no row');
    await recordDeed(tx, 'monitoring.route_created', { targetId: made.id, details: { severities: made.severities } });
    return present(made);
  });
}

/** Reports that are already queued keep their channels. */
export async function changeRoute(
  em: Em,
  id: string,
  change: { [Key in keyof RouteContent]?: RouteContent[Key] | undefined },
  configured: readonly string[],
): Promise<RouteView | Problem> {
  return await transact(em, async (tx) => {
    await lockEvaluation(tx);
    const before = await findRoute(tx, id);
    if (!before) return notFound('The route');
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after: RouteContent = { ...contentOf(before), ...given };
    const fault = faultOf(after, configured);
    if (fault) return fault;
    const written = await writeRoute(tx, id, after);
    if (!written) return notFound('The route');
    await recordDeed(tx, 'monitoring.route_changed', { targetId: id, details: { fields: Object.keys(given) } });
    return present(written);
  });
}

export async function removeRoute(em: Em, id: string): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    await lockEvaluation(tx);
    if (!(await findRoute(tx, id))) return notFound('The route');
    await deleteRoute(tx, id);
    await recordDeed(tx, 'monitoring.route_deleted', { targetId: id });
    return null;
  });
}
