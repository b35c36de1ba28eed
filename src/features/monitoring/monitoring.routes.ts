import type { Route } from '../../platform/http/route.ts';
import { type FiguresRoutesDeps, figuresRoutes } from './figures/figures.routes.ts';

export type MonitoringRoutesDeps = FiguresRoutesDeps;

export function monitoringRoutes(deps: MonitoringRoutesDeps): Route[] {
  return [...figuresRoutes(deps)];
}
