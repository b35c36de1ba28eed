import { type Buckets, Histogram } from './histogram.ts';
import type { Collector, Family, Labels } from './registry.ts';
import type { SlowList, SlowOnes } from './slow-list.ts';

/** What one route did since it was looked at last. */
export interface RouteInterval {
  /** As in `GET /api/users/:userId`; with an empty path what no route has. */
  route: string;
  requests: number;
  /** Answers with a status from 400 to 499. */
  refused: number;
  /** Answers with a status from 500. */
  errors: number;
  /** Milliseconds in all. */
  sum: number;
  latency: Buckets;
}

/** What HTTP did since it was looked at last. */
export interface HttpInterval {
  requests: number;
  errors: number;
  latency: Histogram;
  routes: RouteInterval[];
}

/** One request that was answered. */
export interface AnsweredRequest {
  /** Null where no route has the path. */
  route: string | null;
  method: string;
  status: number;
  /** From the arrival of the request until the last byte of its answer was handed over, or its connection was lost. */
  ms: number;
  requestId: string;
  /** Only of requests that are worth showing. */
  traceId: string | null;
}

const CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']);

class RouteLoad {
  readonly labels: readonly Labels[];
  readonly total = { byClass: [0, 0, 0, 0, 0], sum: 0, latency: new Histogram() };
  interval = { byClass: [0, 0, 0, 0, 0], sum: 0, latency: new Histogram() };

  constructor(route: string) {
    const [method = '', path = ''] = route.split(' ', 2);
    this.labels = CLASSES.map((status) => ({ method, route: path, status }));
  }

  /** Adds what happened since the last call to the total, and gives it back. */
  settle() {
    const { byClass, sum, latency } = this.interval;
    for (const [index, count] of byClass.entries()) {
      this.total.byClass[index] = (this.total.byClass[index] ?? 0) + count;
    }
    this.total.sum += sum;
    this.total.latency.merge(latency.buckets());
    this.interval = { byClass: [0, 0, 0, 0, 0], sum: 0, latency: new Histogram() };
    return { byClass, sum, latency };
  }
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/**
 * Counts answers and how long they took, by route. A call costs about a microsecond. Names come from the table of routes and a
 * fixed set of methods, so strangers cannot make more of them.
 */
export class HttpLoad implements Collector {
  readonly #routes = new Map<string, RouteLoad>();
  readonly #slowest: SlowList | null;
  #sinceTaken = new Map<string, { byClass: number[]; sum: number; latency: Histogram }>();

  constructor(slowest: SlowList | null = null) {
    this.#slowest = slowest;
  }

  record(request: AnsweredRequest): void {
    const { status, ms } = request;
    const route = request.route ?? (METHODS.has(request.method) ? `${request.method} ` : '_OTHER ');
    let load = this.#routes.get(route);
    if (load === undefined) {
      load = new RouteLoad(route);
      this.#routes.set(route, load);
    }
    const index = Math.min(4, Math.max(0, Math.floor(status / 100) - 1));
    load.interval.byClass[index] = (load.interval.byClass[index] ?? 0) + 1;
    load.interval.sum += ms;
    load.interval.latency.record(ms);
    if (request.traceId !== null) {
      const { traceId, requestId } = request;
      this.#slowest?.offer({ what: route, ms, traceId, requestId, failed: status >= 500 });
    }
  }

  /** Moves what happened into the totals, and keeps it for {@link take}. */
  #settle(): void {
    for (const [route, load] of this.#routes) {
      const { byClass, sum: ms, latency } = load.settle();
      if (sum(byClass) === 0) continue;
      const kept = this.#sinceTaken.get(route) ?? { byClass: [0, 0, 0, 0, 0], sum: 0, latency: new Histogram() };
      for (const [index, count] of byClass.entries()) kept.byClass[index] = (kept.byClass[index] ?? 0) + count;
      kept.sum += ms;
      kept.latency.merge(latency.buckets());
      this.#sinceTaken.set(route, kept);
    }
  }

  /** What was recorded since the last call. */
  take(): HttpInterval {
    this.#settle();
    const latency = new Histogram();
    const routes = [...this.#sinceTaken].map(([route, kept]): RouteInterval => {
      const buckets = kept.latency.buckets();
      latency.merge(buckets);
      return {
        route,
        requests: sum(kept.byClass),
        refused: kept.byClass[3] ?? 0,
        errors: kept.byClass[4] ?? 0,
        sum: kept.sum,
        latency: buckets,
      };
    });
    this.#sinceTaken = new Map();
    return {
      requests: sum(routes.map(({ requests }) => requests)),
      errors: sum(routes.map(({ errors }) => errors)),
      latency,
      routes,
    };
  }

  /** The slowest requests since the last call. */
  takeSlowest(): SlowOnes {
    return this.#slowest?.take() ?? [];
  }

  families(): Family[] {
    this.#settle();
    const loads = [...this.#routes.values()];
    return [
      {
        name: 'http_server_requests_total',
        help: 'Answered requests by route',
        kind: 'counter',
        points: loads.flatMap(({ labels, total }) =>
          labels.flatMap((each, index) => {
            const value = total.byClass[index] ?? 0;
            return value === 0 ? [] : [{ labels: each, value }];
          }),
        ),
      },
      {
        name: 'http_server_request_duration_seconds',
        help: 'From the arrival of a request to the last byte of its answer',
        kind: 'histogram',
        points: loads.map(({ labels, total }) => ({
          labels: { method: labels[0]?.method ?? '', route: labels[0]?.route ?? '' },
          buckets: total.latency.buckets(),
          sum: total.sum,
          count: sum(total.byClass),
        })),
      },
    ];
  }
}
