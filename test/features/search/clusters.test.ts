import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { entities } from '../../../src/composition/entities.ts';
import { searchUsers } from '../../../src/features/accounts/people/user-search.reads.ts';
import { indexPosts } from '../../../src/features/community/post-words.service.ts';
import { createPostSearch } from '../../../src/features/community/posts/post-search.reads.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { type Em, rows } from '../../../src/platform/db/sql.ts';
import { localeWarning, requireUnicode } from '../../../src/platform/db/text-support.ts';
import { testDatabaseConfig } from '../../support/database.ts';
import { type OwnServer, startOwnPostgres } from '../../support/servers.ts';
import { addUsers } from '../../support/users.ts';

/** The same search on clusters that know letters, that know none beyond ASCII, and that follow the rules of a language. */

/** Three posts in each of ten scripts: as they are written, and the words by which they must be found. */
const POSTS: readonly (readonly [text: string, words: readonly string[]])[] = [
  ['Tesla’s “robo‑taxi”—really?', ['tesla', 's', 'robo', 'taxi', 'really', "Tesla's", 'robo-taxi']],
  [
    'Überraschung: Zürich/Genève…«déjà vu»',
    ['überraschung', 'uberraschung', 'ZURICH', 'genève', 'geneve', 'deja', 'vu'],
  ],
  ['AMD/INTC·NVDA|QCOM\u00a0up\u20093%', ['amd', 'intc', 'nvda', 'qcom', 'up', '3']],
  ['Сбербанк—лидер; «Газпром»…', ['сбербанк', 'ЛИДЕР', 'газпром']],
  ['Нефть/газ: ещё дороже!', ['нефть', 'газ', 'ещё', 'еще', 'дороже']],
  ['Рубль–доллар · “евро”', ['рубль', 'Доллар', 'евро']],
  ['Η Εθνική Τράπεζα· ανεβαίνει;', ['εθνικη', 'ΤΡΆΠΕΖΑ', 'τραπεζα', 'ανεβαινει']],
  ['Ναυτιλία—«άνοδος» 5%', ['ναυτιλια', 'ΑΝΟΔΟΣ', 'άνοδος']],
  ['Χρηματιστήριο/Αθήνα', ['χρηματιστηριο', 'αθηνα']],
  ['ארה״ב: הריבית יורדת', ['ארה', 'הריבית', 'יורדת', 'ארה"ב']],
  ['בנק־לאומי—עלייה', ['בנק', 'לאומי', 'עלייה']],
  ['שָׁלוֹם, משקיעים…', ['שלום', 'משקיעים']],
  ['الذهب، يرتفعُ؛ اليوم؟', ['الذهب', 'يرتفع', 'اليوم']],
  ['أرامكو—الأرباح «أعلى»', ['ارامكو', 'أرامكو', 'الارباح', 'اعلى']],
  ['النفـــط/الغاز', ['النفط', 'الغاز']],
  ['टाटा मोटर्स—तेज़ी।', ['टाटा', 'मोटर्स', 'तेज़ी']],
  ['सोना, चाँदी॥ “महँगी”', ['सोना', 'चाँदी', 'महँगी']],
  ['रुपया/डॉलर', ['रुपया', 'डॉलर']],
  ['หุ้นธนาคารกสิกรไทยขึ้น', ['หุ้น', 'ธนาคาร', 'กสิกรไทย', 'ขึ้น']],
  ['ราคาทองคำ—วันนี้ฯ', ['ราคา', 'ทองคำ', 'วันนี้']],
  ['เงินบาท“แข็งค่า”', ['เงิน', 'บาท', 'แข็งค่า']],
  ['三菱銀行は上昇、トヨタ・ソニーも。', ['三菱銀行', '銀行', '三菱', '行', 'トヨタ', 'ソニー', '上昇', 'は']],
  ['「日経平均」—ﾎﾝﾀﾞが高い', ['日経', '平均', 'ホンダ', '高い']],
  ['ガソリン/円安～ドル高', ['ガソリン', '円安', 'ドル']],
  ['腾讯控股：利润“大增”！', ['腾讯', '控股', '利润', '大增', '增']],
  ['贵州茅台——涨停。', ['茅台', '贵州茅台', '涨停']],
  ['《人民币》、美元', ['人民币', '美元', '元']],
  ['삼성전자는 “상승”…', ['삼성전자', '삼성', '상승']],
  ['네이버·카카오/합병', ['네이버', '카카오', '합병']],
  ['현대차—기아 ½', ['현대차', '현대', '기아']],
];

/** Whatever stands between two words, they are two. */
const MARKS =
  '’‘“”„«»‹›—–―‐‑‒−…·•‧∙・、。，．：；！？「」『』【】（）［］〈〉《》〜～/／\\|¦_&+=*#@$%§¶†‡°′″‴¡¿:;,.!?()[]{}<>"\'`´^~‖‗⁂※©®™€£¥₽₿→←↑↓⇒¹²½①㎏✓★☆♥😀🚀؟،؛۔।॥·־׀׃፡።៖၊།\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\u2060\u00ad\u200c\u200d\u200e\u200f\ufeff';

const CLUSTERS = [
  ['C', ['--encoding=UTF8', '--locale=C']],
  ['C.UTF-8', ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']],
  ['ICU en-US', ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US', '--locale=C']],
] as const;

const searchPosts = createPostSearch(async () => () => []);

describe.each(CLUSTERS)('a cluster with %s', (name, text) => {
  let server: OwnServer;
  let orm: Orm;
  let viewer = '';
  const em = (): Em => orm.em.fork();
  beforeAll(async () => {
    server = await startOwnPostgres(text);
    orm = createOrm(testDatabaseConfig(server.address), entities);
    await orm.migrator.up();
    [viewer = ''] = await addUsers(em(), [{ name: '山田 Łukasz Иванова' }]);
  }, 120_000);
  afterAll(async () => {
    await orm.close(true);
    await server.dispose();
  });

  async function post(bodies: readonly string[]): Promise<void> {
    await rows(
      em(),
      sql`insert into post (author_id, body, sentiment) select ${viewer}, body, 'neutral' from unnest(${[...bodies]}::text[]) body returning 1`,
    );
    while ((await indexPosts(em())) > 0);
  }
  const found = async (query: string) => (await searchPosts(em(), query, 100, null, viewer)).map(({ body }) => body);

  test('the search finds each post by each of its words', async () => {
    expect(POSTS).toHaveLength(30);
    await post(POSTS.map(([body]) => body));
    const missed: string[] = [];
    for (const [body, words] of POSTS)
      for (const word of words) if (!(await found(word)).includes(body)) missed.push(`${word} in ${body}`);
    expect(missed).toEqual([]);
  });

  test('the search finds no post by what is not in it', async () => {
    for (const query of ['tesl', '行銀', '三行', 'нефтьгаз', 'amdintc', '"intc amd"', 'бензин'])
      expect([query, await found(query)]).toEqual([query, []]);
  });

  test('words are told apart by every mark between them', async () => {
    const marks = Array.from(MARKS);
    await post(marks.map((mark, index) => `left${index}q${mark}right${index}q`));
    const missed: string[] = [];
    for (const [index, mark] of marks.entries()) {
      const body = `left${index}q${mark}right${index}q`;
      for (const word of [`left${index}q`, `right${index}q`, ...(mark === '"' ? [] : [body])])
        if (!(await found(word)).includes(body)) missed.push(`U+${mark.codePointAt(0)?.toString(16)} ${word}`);
    }
    expect(missed).toEqual([]);
  }, 120_000);

  test('a word with invisible marks is one word too', async () => {
    await post(['Kurs\u00adziel und می\u200cخواهم']);
    expect(await found('Kursziel')).toHaveLength(1);
    expect(await found('kurs')).toHaveLength(1);
    expect(await found('میخواهم')).toHaveLength(1);
  });

  test('the search finds users by each word of their names', async () => {
    for (const query of ['山', '田', 'lukasz', 'Łuk', 'и', 'ИВАНОВА']) {
      const page = await searchUsers(em(), query, 20, undefined);
      expect([query, page]).toEqual([query, { data: [expect.objectContaining({ id: viewer })], nextCursor: null }]);
    }
  });

  test('the database is taken, and warned of where it knows no letters beyond ASCII', async () => {
    await requireUnicode(em());
    expect((await localeWarning(em()))?.slice(0, 28) ?? null).toBe(
      name === 'C' ? 'The locale C of the database' : null,
    );
  });
});

test('a database that cannot hold all texts is refused, with what to do', async () => {
  const server = await startOwnPostgres(['--encoding=SQL_ASCII', '--locale=C']);
  const orm = createOrm(testDatabaseConfig(server.address), entities);
  try {
    await expect(requireUnicode(orm.em.fork())).rejects.toThrow(
      /The encoding of the database is SQL_ASCII\. It must be UTF8.*create database/,
    );
  } finally {
    await orm.close(true);
    await server.dispose();
  }
});
