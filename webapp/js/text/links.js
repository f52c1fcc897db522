/** Scripts that are written without spaces between a word and its particle, or between words at all. */
const CJK = String.raw`[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]`;

/** Letters and digits of the other scripts. Nothing invisible is among them, so that no link shows as another. */
const OTHER = String.raw`(?!${CJK}|[\0-\x7f])[\p{L}\p{M}\p{N}]`;

/** A run of CJK belongs to an address when it begins right after a dot of the host or a delimiter of the path. */
const HOST = String.raw`(?:[A-Za-z\d.-]|${OTHER}|(?<=[\/.-])${CJK}+)+`;
const TAIL = String.raw`(?:[\w!$%&'()*+,\-.\/:;=?@~#|[\]]|${OTHER}|(?<=[\/=?&#_.,+:%-]\(?)${CJK}+)*`;

const SITE = String.raw`[Hh][Tt]{2}[Pp][Ss]?:\/\/${HOST}(?::\d{1,5})?`;
const LINK = new RegExp(String.raw`(?<![A-Za-z\d])(${SITE})(?:[\/?#]${TAIL})?`, 'gu');

/** An `@` behind what looks like a host makes it the name of a user. */
const USER = /[\w.~!$&'()*+,;=:%-]*@/y;

/** What ends a sentence or a mark, and not an address. */
const CLOSING = '.,;:!?\'"*_~]';

/**
 * Finds the addresses in a text as a person means them: a Korean particle right after one, the full stop of the
 * sentence and the bracket around it stay outside. Only http and https, and none with a user name in it. Pure, in
 * linear time.
 *
 * @param {string} text
 * @returns {Array<{start: number, end: number, href: string}>} ascending, apart from each other
 */
export function links(text) {
  const found = [];
  for (const { 0: candidate, 1: site, index } of text.matchAll(LINK)) {
    USER.lastIndex = index + site.length;
    const shown = withoutClosing(candidate);
    const href = USER.test(text) ? undefined : address(shown);
    if (href) {
      found.push({ start: index, end: index + shown.length, href });
    }
  }
  return found;
}

function withoutClosing(candidate) {
  const count = (bracket) => candidate.split(bracket).length - 1;
  let open = count('(') - count(')');
  let end = candidate.length;
  for (; end > 0; end--) {
    const last = candidate[end - 1];
    if (last === '(') {
      open--;
    } else if (last === ')' && open < 0) {
      open++;
    } else if (!CLOSING.includes(last)) {
      break;
    }
  }
  return candidate.slice(0, end);
}

function address(shown) {
  try {
    const { protocol, username, password, href } = new URL(shown);
    return /^https?:$/.test(protocol) && !username && !password ? href : undefined;
  } catch {
    return undefined;
  }
}
