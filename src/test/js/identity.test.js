import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Identity } from '../../../webapp/js/identity.js';
import { Tab } from './support/play.js';

test('a name and a secret are there again at the next visit', () => {
  const profile = new Tab();
  Object.assign(new Identity(profile), { name: '지수', guest: 's3cret' });
  const { name, guest } = new Identity(profile);
  assert.deepEqual({ name, guest }, { name: '지수', guest: 's3cret' });
});

test('what another tab keeps does not change who speaks here', () => {
  const profile = new Tab();
  const [here, there] = [new Identity(profile), new Identity(profile)];
  Object.assign(here, { name: '지수', guest: 'here' });
  Object.assign(there, { name: '민호', guest: 'there' });
  assert.deepEqual([here.name, here.guest, there.guest], ['지수', 'here', 'there']);
  assert.equal(new Identity(profile).guest, 'here');
});

test('a secret that was refused is forgotten, and room made for another', () => {
  const profile = new Tab();
  const identity = new Identity(profile);
  identity.guest = 'refused';
  identity.forgetGuest();
  assert.equal(new Identity(profile).guest, undefined);
  identity.guest = 'fresh';
  assert.equal(new Identity(profile).guest, 'fresh');
});
