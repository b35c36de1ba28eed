import type { Route } from '../../platform/http/route.ts';
import { monitoringAlertsRoutes } from './alerts/alerts.routes.ts';
import { type FiguresRoutesDeps, figuresRoutes } from './figures/figures.routes.ts';
import { routingRoutes } from './routing/routing.routes.ts';
import { rulesRoutes } from './rules/rules.routes.ts';
import { silencesRoutes } from './silences/silences.routes.ts';

export interface MonitoringRoutesDeps extends FiguresRoutesDeps {
  /** Names of the configured channels. */
  channels: readonly string[];
}

export function monitoringRoutes(deps: MonitoringRoutesDeps): Route[] {
  return [
    ...figuresRoutes(deps),
    ...monitoringAlertsRoutes(),
    ...rulesRoutes(),
    ...silencesRoutes(),
    ...routingRoutes(deps.channels),
  ];
}
