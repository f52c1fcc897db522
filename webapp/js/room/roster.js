/** The server names so many people at once; more than that nobody looks through. */
const SHOWN = 100;

/**
 * Who is shown in the list of people: oneself first, then by name, each identity once.
 *
 * @param {{members: readonly {id: string, name: string}[], me?: {id: string, name: string}, count: number,
 *   named: boolean, language: string}} presence `named`: whether the server still names who is here
 * @returns {{shown: {id: string, name: string}[], others: number}} `others`: here as well, but not named
 */
export function roster({ members, me, count, named, language }) {
  const { compare } = new Intl.Collator(language);
  const others = [...new Map((named ? members : []).map((member) => [member.id, member])).values()]
    .filter(({ id }) => id !== me?.id)
    .sort((one, other) => compare(one.name, other.name) || (one.id < other.id ? -1 : 1));
  const shown = [...(me ? [me] : []), ...others].slice(0, SHOWN);
  return { shown, others: Math.max(0, Math.max(count, others.length + (me ? 1 : 0)) - shown.length) };
}
