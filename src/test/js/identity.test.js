import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Identity } from '../../../webapp/js/page/identity.js';
import { Storage } from '../../../webapp/js/storage.js';
import { Store } from './support/play.js';

test('a name is there again at the next visit, and another tab does not change it here', () => {
  const profile = new Store();
  const [here, there] = [1, 2].map(() => new Identity(new Storage(() => profile)));
  here.name = '지수';
  there.name = '민호';
  assert.equal(here.name, '지수');
  assert.equal(new Identity(new Storage(() => profile)).name, '민호');
});

test('where nothing can be stored a name lasts as long as the page', () => {
  const storage = new Storage(() => { throw new Error('no'); });
  new Identity(storage).name = '지수';
  assert.equal(new Identity(storage).name, '지수');
});
