import type { Storage } from '../../../../src/platform/storage/storage.ts';

const DAY_MS = 86_400_000;

/** A storage as it is so many days later. */
export function agedStorage(storage: Storage, days: number): Storage {
  return new Proxy(storage, {
    get(target, key) {
      if (key === 'list') {
        return async (...args: Parameters<Storage['list']>) => {
          const page = await target.list(...args);
          const items = page.items.map((item) => ({
            ...item,
            modifiedAt: new Date(item.modifiedAt.getTime() - days * DAY_MS),
          }));
          return { ...page, items };
        };
      }
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
