-- Reads messages on both sides of a position, nearest first, with their newest edit and who has marked them.
-- KEYS: the row, the heads, the messages' positions, the bodies, what was said about messages, the marks.
-- ARGV: the last position of the older side or +; the first of the newer; how many of each side; how many bytes.
-- Answers the row, the positions of the oldest and the newest message, how many of the older side follow, and then of
-- each: position, head, body, the edit's position, head and body, marks.
local row = redis.call('GET', KEYS[1])
if not row then
  return {''}
end
local function edge(command, from, to)
  local found = redis.call(command, KEYS[3], from, to, 'COUNT', 1)
  return found[1] and string.match(found[1][1], '^%d+') or '0'
end
local reply = {row, edge('XRANGE', '-', '+'), edge('XREVRANGE', '+', '-'), 0}
local function head(n)
  local found = redis.call('XRANGE', KEYS[2], n .. '-0', n .. '-0')
  return found[1] and found[1][2][2] or ''
end
local function add(n)
  local text = head(n)
  local body = redis.call('HGET', KEYS[4], n)
  local about = string.format('e:%016.0f:', tonumber(n))
  local edits = redis.call('ZREVRANGEBYLEX', KEYS[5], '(' .. about .. '\255', '[' .. about, 'LIMIT', 0, 1)
  local edit, editHead, editBody = '0', '', ''
  if edits[1] and body ~= '' then
    -- What damage has put there is no number; the reader is given a position that has no head.
    edit = string.format('%.0f', tonumber(string.sub(edits[1], #about + 1)) or n)
    editHead = edit ~= n and head(edit) or ''
    editBody = redis.call('HGET', KEYS[4], edit)
  end
  for _, part in ipairs({n, text, body, edit, editHead, editBody, redis.call('HGET', KEYS[6], n) or ''}) do
    table.insert(reply, part)
  end
  return #text + #(body or '') + #editHead + #(editBody or '')
end
local function side(items)
  local count, left = 0, tonumber(ARGV[5])
  for _, item in ipairs(items) do
    if left < 0 then
      break
    end
    left = left - add(string.match(item[1], '^%d+'))
    count = count + 1
  end
  return count
end
if tonumber(ARGV[3]) > 0 then
  reply[4] = side(redis.call('XREVRANGE', KEYS[3], ARGV[1], '-', 'COUNT', ARGV[3]))
end
if tonumber(ARGV[4]) > 0 then
  side(redis.call('XRANGE', KEYS[3], ARGV[2], '+', 'COUNT', ARGV[4]))
end
return reply
