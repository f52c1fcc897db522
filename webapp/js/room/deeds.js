/** Keys of the room's state that are worth a line; the values of `door` have words of their own. */
const TOLD = ['topic', 'door', 'slowModeSeconds', 'announcements'];

/**
 * What moderators did, as a quiet line among the messages.
 *
 * @param {import('../maru.js').Update} entry
 * @param {readonly {id: string, name?: string}[]} people who may be meant, best known first
 * @param {import('../words.js').Say} say
 * @returns {string} empty where there is nothing to tell
 */
export function deed({ type, from, act, member: id, rights, key, value }, people, say) {
  const called = (who) => people.find((person) => person?.id === who)?.name ?? say('message.somebody');
  const name = from?.name ?? called(from?.id);
  if (type === 'moderation') {
    const named = !rights ? 'memberNot' : rights.includes('m') ? 'moderator' : act;
    const kind = act === 'member' ? named : act;
    return say(`deed.${kind}`, { name, member: called(id) });
  }
  if (!TOLD.includes(key)) {
    return '';
  }
  if (key === 'topic') {
    return value ? say('timeline.topic', { name, topic: value }) : say('timeline.noTopic', { name });
  }
  if (key === 'door') {
    return say(`deed.door.${value || 'public'}`, { name });
  }
  const off = !value || value === '0';
  return say(`deed.${key}${off ? 'Off' : ''}`, { name, count: value });
}
