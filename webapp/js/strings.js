/** Every word that a person reads, in each language. Both languages have the same keys; a test holds that. */
export const languages = {
  ko: {
    tagline: '모두가 모이는 마루',
    roomLabel: '방 이름',
    roomExample: '예: 한국',
    nameLabel: '내 이름',
    nameExample: '예: 지수',
    enter: '들어가기',
    recent: '최근에 들른 방',
    roomLetters: '방 이름에는 글자, 숫자, _ - . 만 쓸 수 있고 글자나 숫자로 시작해야 합니다.',
    roomLength: '방 이름은 64자까지 쓸 수 있습니다.',
    nameLength: '이름은 40자까지 쓸 수 있습니다.',
    lobby: '다른 방으로',
    conversation: '대화',
    messageLabel: '메시지',
    messageHint: '메시지를 입력하세요',
    send: '보내기',
    older: '이전 대화 보기',
    loading: '불러오는 중…',
    beginning: '여기가 대화의 시작입니다.',
    empty: '아직 아무 말도 없습니다. 첫마디를 건네 보세요.',
    gap: '일부 메시지를 가져오지 못했습니다.',
    deleted: '삭제된 메시지입니다.',
    edited: '수정됨',
    today: '오늘',
    yesterday: '어제',
    sending: '보내는 중…',
    failed: '보내지 못했습니다.',
    again: '다시 보내기',
    discard: '지우기',
    tooLong: (over) => `${over}자 줄여야 보낼 수 있습니다.`,
    newMessages: (count) => `새 메시지 ${count}개`,
    present: (count) => `${count}명`,
    typing: (names) => (names.length > 3 ? '여러 명이 쓰는 중…' : `${names.join(', ')} 님이 쓰는 중…`),
    connecting: '연결하는 중',
    open: '연결됨',
    waiting: '연결 끊김',
    closed: '연결 종료',
    connectingLong: '연결하고 있습니다…',
    lost: '연결이 끊겼습니다. 쓰던 글은 그대로 남아 있습니다.',
    backIn: (seconds) => `${seconds}초 뒤 다시 연결`,
    connectNow: '지금 연결',
    back: '다시 연결되었습니다.',
    ended: '연결이 끝났습니다.',
    somebody: '알 수 없음',
    refused: {
      otherAuthor: '다른 사용자로 쓴 메시지입니다.',
      textTooLong: '너무 깁니다.',
      textInvalid: '쓸 수 없는 글자가 들어 있습니다.',
      storeFull: '서버의 저장 공간이 가득 찼습니다.',
      readOnly: '이 방은 지금 읽기만 할 수 있습니다.',
      stopped: '서버가 저장을 멈추었습니다.',
    },
    hungUp: {
      4501: '로그인이 만료되었습니다.',
      4503: '이 방에 들어갈 수 없습니다.',
      4504: '쓸 수 없는 방 이름입니다.',
      4505: '쓸 수 없는 이름입니다.',
    },
    healthUp: '서버는 살아 있지만 이 방에 연결할 수 없습니다.',
    healthDown: '서버가 준비되지 않았습니다.',
    healthSilent: '서버에 닿을 수 없습니다. 네트워크를 확인해 주세요.',
  },
  en: {
    tagline: 'The hall where everyone gathers',
    roomLabel: 'Room',
    roomExample: 'for example: seoul',
    nameLabel: 'Your name',
    nameExample: 'for example: Jisoo',
    enter: 'Enter',
    recent: 'Recent rooms',
    roomLetters: 'A room name has letters, digits, _ - and . only, and begins with a letter or digit.',
    roomLength: 'A room name has at most 64 characters.',
    nameLength: 'A name has at most 40 characters.',
    lobby: 'Other rooms',
    conversation: 'Conversation',
    messageLabel: 'Message',
    messageHint: 'Write a message',
    send: 'Send',
    older: 'Show earlier messages',
    loading: 'Loading…',
    beginning: 'This is where the conversation begins.',
    empty: 'Nothing has been said yet. Say the first word.',
    gap: 'Some messages could not be fetched.',
    deleted: 'This message was deleted.',
    edited: 'edited',
    today: 'Today',
    yesterday: 'Yesterday',
    sending: 'Sending…',
    failed: 'Not sent.',
    again: 'Send again',
    discard: 'Discard',
    tooLong: (over) => `Shorten by ${over} to send.`,
    newMessages: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
    present: (count) => (count === 1 ? '1 person' : `${count} people`),
    typing: (names) => (names.length > 3 ? 'Several people are typing…' : `${names.join(', ')} typing…`),
    connecting: 'Connecting',
    open: 'Connected',
    waiting: 'Disconnected',
    closed: 'Closed',
    connectingLong: 'Connecting…',
    lost: 'The connection is lost. What you write is kept.',
    backIn: (seconds) => `trying again in ${seconds} s`,
    connectNow: 'Connect now',
    back: 'Connected again.',
    ended: 'The connection has ended.',
    somebody: 'Unknown',
    refused: {
      otherAuthor: 'This was written as somebody else.',
      textTooLong: 'It is too long.',
      textInvalid: 'It contains characters that cannot be used.',
      storeFull: 'The store of the server is full.',
      readOnly: 'This room can only be read now.',
      stopped: 'The server has stopped storing.',
    },
    hungUp: {
      4501: 'Your login has expired.',
      4503: 'You cannot enter this room.',
      4504: 'A room cannot have this name.',
      4505: 'This name cannot be used.',
    },
    healthUp: 'The server is up, but this room cannot be reached.',
    healthDown: 'The server is not ready.',
    healthSilent: 'The server cannot be reached. Please check your network.',
  },
};

/**
 * Chooses the language: the one asked for in the address, else the first that the reader knows, else English.
 *
 * @param {string | null} asked
 * @param {readonly string[]} known for example `navigator.languages`
 * @returns {'ko' | 'en'}
 */
export function chooseLanguage(asked, known) {
  const wanted = [asked ?? '', ...known].map((tag) => tag.split('-')[0].toLowerCase());
  return wanted.find((language) => Object.hasOwn(languages, language)) ?? 'en';
}

/** Writes the words into a document: `data-word` is the text of an element, `data-hint` its placeholder. */
export function translate(document, language) {
  const words = languages[language];
  document.documentElement.lang = language;
  const each = (name, write) => document.querySelectorAll(`[data-${name}]`)
    .forEach((element) => write(element, words[element.dataset[name]]));
  each('word', (element, word) => (element.textContent = word));
  each('hint', (element, word) => (element.placeholder = word));
  each('label', (element, word) => element.setAttribute('aria-label', word));
  return words;
}
