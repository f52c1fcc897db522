import { parse } from './address.js';
import { Settings } from './settings.js';
import { sheetAddresses } from '../room/sheets.js';
import { Storage } from '../storage.js';
import { chooseLanguage, loadWords } from '../words.js';

// What the page needs besides its modules is asked for while most of them are still on their way.
const { lang, room } = parse(location.search);

/** What is kept for as long as the browser profile. */
export const profile = new Storage(() => localStorage);

export const settings = new Settings(profile);

/** The language of the page: a choice of the reader is changed by loading it again. */
export const language = chooseLanguage(lang ?? settings.get('lang'), navigator.languages);

/** Rejects when the catalogue cannot be fetched; who waits for it says so. */
export const words = loadWords(language);
words.catch(() => {});

if (room) {
  document.head.append(...sheetAddresses().map((href) =>
    Object.assign(document.createElement('link'), { rel: 'preload', as: 'style', href })));
}
