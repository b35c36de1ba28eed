import type { Em } from '../../platform/db/sql.ts';
import { type EncodedPart, inlineImage } from '../../platform/mail/inline-image.ts';
import { findTimeZonesOf } from '../accounts/people/time-zones.reads.ts';
import type { BatchKind, BatchRecipient, ComposePage } from '../email/batch/bulk-mail.service.ts';
import { type DigestWords, openDigests } from '../email/batch/digest-mails.service.ts';
import type { Sender } from '../email/rendering/sender.service.ts';
import type { PriceMove } from '../market/prices/price-moves.reads.ts';
import { type DigestContent, DigestContents, type DigestUser } from './digest-content.reads.ts';
import { type AddressOf, type ChartedRow, ChartedRows, plainRowOf, plainRowsOf } from './digest-rows.ts';
import { type DigestWeek, digestWeekOf } from './digest-window.domain.ts';
import { DIGEST_JOB } from './digests.contract.ts';

/** A week with its first and last day as people write them, `YYYY-MM-DD`. */
export interface NamedWeek extends DigestWeek {
  firstDay: string;
  lastDay: string;
}

const QUARTER_MS = 15 * 60_000;

/** @throws RangeError for a name that is no zone */
export function namedWeekOf(date: Date, timeZone: string): NamedWeek {
  const week = digestWeekOf(date, timeZone);
  // Swedish writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone });
  return { ...week, firstDay: format.format(week.from), lastDay: format.format(week.to.getTime() - 1) };
}

/** Remembers weeks: offsets of zones change on quarters of an hour, so all of a quarter have the same week. */
function weeksOf(): (date: Date, timeZone: string) => NamedWeek {
  const known = new Map<string, NamedWeek>();
  return (date, timeZone) => {
    const key = `${Math.floor(date.getTime() / QUARTER_MS)}:${timeZone}`;
    const week = known.get(key) ?? namedWeekOf(date, timeZone);
    known.set(key, week);
    return week;
  };
}

/** The biggest moves have a chart beside them. Each is a kilobyte, and charts are most of what a digest costs beyond a plain mail. */
const CHARTS_OF_ONE = 3;

export interface Words<Image> {
  words: DigestWords;
  images: Image[];
}

/** What a digest says, as its template takes it. */
function wordsOf<Image>(
  { watchlist, movers, posts, calls }: DigestContent,
  week: NamedWeek,
  charted: (move: PriceMove) => ChartedRow<Image>,
): Words<Image> {
  const shown = watchlist.slice(0, CHARTS_OF_ONE).map(charted);
  const words: DigestWords = {
    from: week.firstDay,
    to: week.lastDay,
    watchlist: [...shown.map(({ row }) => row), ...watchlist.slice(CHARTS_OF_ONE).map(plainRowOf)],
    movers: plainRowsOf(movers),
    posts: posts === null ? undefined : { ...posts, best: posts.best ?? undefined },
    calls:
      calls === null
        ? undefined
        : {
            ...calls,
            latest: calls.latest.map(({ benchmarkChangePercent, ...call }) => ({
              ...call,
              benchmarkChangePercent: benchmarkChangePercent ?? undefined,
            })),
          },
  };
  return { words, images: shown.flatMap(({ image }) => (image === null ? [] : [image])) };
}

/** Reads and words digests, page by page of one run. */
export class DigestWriter<Image> {
  readonly #contents = new DigestContents();
  readonly #rows: ChartedRows<Image>;

  constructor(addressOf: AddressOf<Image>) {
    this.#rows = new ChartedRows(addressOf);
  }

  /** @returns by user; users who have nothing of their own are missing */
  async write(em: Em, users: readonly (DigestUser & NamedWeek)[]): Promise<Map<string, Words<Image>>> {
    const contents = await this.#contents.read(em, users);
    const charted = await this.#rows.read(
      em,
      users.flatMap((week) =>
        (contents.get(week.id)?.watchlist ?? []).slice(0, CHARTS_OF_ONE).map((move) => ({ move, week })),
      ),
    );
    return new Map(
      users.flatMap((week) => {
        const content = contents.get(week.id);
        return content ? [[week.id, wordsOf(content, week, charted)]] : [];
      }),
    );
  }
}

/** Sends the digests of a job. Anyone who has nothing of their own in their week gets none. */
export function digestBatch(sender: Sender): BatchKind {
  const attached: AddressOf<EncodedPart> = ({ assetId }, { from }, png) => {
    const image = inlineImage(`chart-${assetId}-${from.getTime().toString(36)}@${sender.domain}`, png);
    return { src: `cid:${image.cid}`, image };
  };
  return {
    jobType: DIGEST_JOB,
    async open(): Promise<ComposePage> {
      const compose = await openDigests(sender);
      const writer = new DigestWriter(attached);
      const weekOf = weeksOf();
      const usersOf = async (em: Em, recipients: readonly BatchRecipient[]) => {
        const people = recipients.flatMap(({ userId, date }) => (userId === null ? [] : [{ id: userId, date }]));
        const zoneOf = await findTimeZonesOf(
          em,
          people.map(({ id }) => id),
        );
        return people.map(({ id, date }) => ({ id, ...weekOf(date, zoneOf(id)) }));
      };
      return async (em, recipients) => {
        const written = await writer.write(em, await usersOf(em, recipients));
        return recipients.map((recipient) => {
          const digest = recipient.userId === null ? undefined : written.get(recipient.userId);
          return digest ? compose(recipient, digest.words, digest.images) : null;
        });
      };
    },
  };
}
