import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { findPage, idKey, type Page } from '../../../platform/http/pagination.ts';
import { invalidRequest, notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import type { Severity } from '../rules/default-rules.domain.ts';
import { lockEvaluation } from '../rules/evaluation.queries.ts';
import { findRule } from '../rules/rules.queries.ts';
import {
  countSilences,
  endSilence,
  findSilence,
  insertSilence,
  type NewSilence,
  pageOfSilences,
  type SilenceRow,
  type SilenceState,
  writeSilence,
} from './silences.queries.ts';
import type { SilenceView } from './silences.schema.ts';

/** Each change of an alert is compared with all silences. */
const MAX_SILENCES = 500;
const DAY_MS = 86_400_000;
const MAX_DAYS = 90;
const ENDED = problem(409, 'silence_ended', 'The silence has ended already.');

export function presentSilence(silence: SilenceRow): SilenceView {
  return {
    id: silence.id,
    state: silence.state,
    ruleId: silence.rule_id,
    severity: silence.severity,
    labels: silence.labels,
    comment: silence.comment,
    startsAt: silence.starts_at.toISOString(),
    endsAt: silence.ends_at.toISOString(),
    createdAt: silence.created_at.toISOString(),
  };
}

export async function listSilences(
  em: Em,
  query: { limit: number; cursor?: string | undefined; state?: SilenceState | undefined },
): Promise<Page<SilenceView> | Problem> {
  return await findPage(query, idKey, {
    find: (from, limit) => pageOfSilences(em, query.state, from?.[0] ?? null, limit),
    keyOf: ({ id }) => [id],
    presenter: () => presentSilence,
  });
}

/** The fault in the times of a silence; null when there is none. */
function faultOfTimes(startsAt: Date, endsAt: Date, now: Date): Problem | null {
  const field = 'body.endsAt';
  if (endsAt <= now || endsAt <= startsAt) {
    return invalidRequest([{ field, code: 'not_ahead', message: 'Must be after now and after `startsAt`' }]);
  }
  if (endsAt.getTime() <= now.getTime() + MAX_DAYS * DAY_MS) return null;
  return invalidRequest([{ field, code: 'too_far', message: `Must be at most ${MAX_DAYS} days from now` }]);
}

/** Adds a silence. The transaction must hold the lock of evaluations. 409 `too_many_silences`. */
export async function addSilence(tx: Em, silence: NewSilence): Promise<SilenceRow | Problem> {
  if ((await countSilences(tx)) >= MAX_SILENCES) {
    return problem(409, 'too_many_silences', `There are ${MAX_SILENCES} silences already.`);
  }
  const made = await insertSilence(tx, silence);
  if (!made) throw new Error('the new silence returned no row');
  const details = { ruleId: silence.ruleId, endsAt: silence.endsAt.toISOString() };
  await recordDeed(tx, 'monitoring.silence_created', { targetId: made.id, details });
  return made;
}

export interface SilenceRequest {
  ruleId?: string | undefined;
  severity?: Severity | undefined;
  labels: Readonly<Record<string, string>>;
  comment?: string | undefined;
  startsAt?: string | undefined;
  endsAt: string;
}

/** Silences the alerts that match every given condition. 400 when none is given, or the rule is unknown. */
export async function createSilence(em: Em, request: SilenceRequest): Promise<SilenceView | Problem> {
  const { ruleId, severity, labels, comment } = request;
  if (ruleId === undefined && severity === undefined && Object.keys(labels).length === 0) {
    const message = 'Must name a rule, a severity or labels: all alerts at once cannot be silenced';
    return invalidRequest([{ field: 'body', code: 'matches_all', message }]);
  }
  return await transact(em, async (tx) => {
    const now = await lockEvaluation(tx);
    if (ruleId !== undefined && !(await findRule(tx, ruleId))) {
      return invalidRequest([{ field: 'body.ruleId', code: 'unknown', message: 'Must be the id of a rule' }]);
    }
    const startsAt = request.startsAt === undefined ? now : new Date(request.startsAt);
    const endsAt = new Date(request.endsAt);
    const fault = faultOfTimes(startsAt, endsAt, now);
    if (fault) return fault;
    const added = await addSilence(tx, {
      ruleId: ruleId ?? null,
      severity: severity ?? null,
      labels,
      comment: comment ?? null,
      startsAt,
      endsAt,
    });
    return 'starts_at' in added ? presentSilence(added) : added;
  });
}

/** Changes the end or the comment. 409 `silence_ended`. */
export async function changeSilence(
  em: Em,
  id: string,
  change: { comment?: string | undefined; endsAt?: string | undefined },
): Promise<SilenceView | Problem> {
  return await transact(em, async (tx) => {
    const now = await lockEvaluation(tx);
    const before = await findSilence(tx, id);
    if (!before) return notFound('The silence');
    if (before.state === 'past') return ENDED;
    const endsAt = change.endsAt === undefined ? before.ends_at : new Date(change.endsAt);
    const fault = change.endsAt === undefined ? null : faultOfTimes(before.starts_at, endsAt, now);
    if (fault) return fault;
    const written = await writeSilence(tx, id, { comment: change.comment ?? before.comment, endsAt });
    if (!written) return notFound('The silence');
    await recordDeed(tx, 'monitoring.silence_changed', { targetId: id, details: { endsAt: endsAt.toISOString() } });
    return presentSilence(written);
  });
}

/** Ends a silence. Reports that it held back are sent within seconds. 409 `silence_ended`. */
export async function removeSilence(em: Em, id: string): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    await lockEvaluation(tx);
    const silence = await findSilence(tx, id);
    if (!silence) return notFound('The silence');
    if (silence.state === 'past') return ENDED;
    await endSilence(tx, id);
    await recordDeed(tx, 'monitoring.silence_ended', { targetId: id });
    return null;
  });
}
