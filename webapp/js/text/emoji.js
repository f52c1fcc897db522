/** How many emoji alone in a message are still shown large. */
const LARGE_MAX = 3;

/** Beyond this length a message is not looked at: not even three flags of regions are as long. */
const LARGE_CHARS_MAX = 64;

/** What a grapheme that is shown as a picture begins with. A digit, `#` or ™ alone is a character, not a picture. */
const PICTURE = new RegExp(String.raw`^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F`
  + String.raw`|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|\p{Regional_Indicator}{2}|[\d#*]\uFE0F?\u20E3)`, 'u');

const LONE_INDICATOR = /^\p{Regional_Indicator}$/u;

/** Slow to make: once for all. */
const SEGMENTER = new Intl.Segmenter();

/** Whether a text is one to three emoji and nothing else, which is shown large. Pure. */
export function isLarge(text) {
  if (text.length > LARGE_CHARS_MAX) {
    return false;
  }
  const graphemes = [...SEGMENTER.segment(text)].map(({ segment }) => segment)
    .filter((segment) => segment.trim() !== '');
  return graphemes.length > 0 && graphemes.length <= LARGE_MAX
    && graphemes.every((segment) => PICTURE.test(segment) && !LONE_INDICATOR.test(segment));
}
