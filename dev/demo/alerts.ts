import { done, must } from './answer.ts';
import { COMPANIES } from './market.ts';
import type { Person } from './people.ts';
import type { Say } from './stack-file.ts';

/** A watchlist of all companies, and an alert for every move of 25 % of each. */
export async function keepAnEyeOn(person: Person, say: Say): Promise<void> {
  const list = must(await person.api.POST('/api/watchlists', { body: { name: 'Household names' } }));
  for (const symbol of Object.keys(COMPANIES)) {
    done(
      await person.api.PUT('/api/watchlists/{watchlistId}/assets/{symbol}', {
        params: { path: { watchlistId: list.id, symbol } },
      }),
    );
    must(await person.api.POST('/api/alerts', { body: { symbol, condition: 'percent_move', threshold: 25 } }));
  }
  const count = Object.keys(COMPANIES).length;
  say(`${person.name} watches ${count} companies, with an alert at each move of 25 %`);
}

/** How often the alerts of a person have fired. */
export async function countFirings(person: Person): Promise<number> {
  const { data } = must(await person.api.GET('/api/alerts', { params: { query: { limit: 100 } } }));
  return data.reduce((sum, alert) => sum + alert.firedCount, 0);
}
