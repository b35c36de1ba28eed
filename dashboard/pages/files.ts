import { h } from '../parts/dom.ts';
import type { Page } from '../parts/page.ts';
import { cleanup } from './cleanup.ts';
import { exports } from './exports.ts';
import { storage } from './storage.ts';

export const filesPage: Page = {
  show: ({ signal }) => [
    storage(signal),
    h('h2', {}, 'Clean-up reports'),
    cleanup(signal),
    h('h2', {}, 'Exports'),
    exports(signal),
  ],
};
