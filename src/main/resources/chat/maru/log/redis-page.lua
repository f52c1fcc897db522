-- Reads entries in order, and the head before them, which tells whether they continue what the reader knows.
-- KEYS: the row, the heads, the bodies. ARGV: from which position, how many, how many bytes.
-- Answers the row, then position, head, positions erased by it and body of each; no body where there is none.
local row = redis.call('GET', KEYS[1])
if not row then
  return {''}
end
local reply = {row}
local first = tonumber(string.match(row, '^%S+ %S+ (%d+) ')) or 1
local from = math.max(tonumber(ARGV[1]), first)
local most = tonumber(ARGV[2])
local left = tonumber(ARGV[3])
local before = string.format('%.0f', from - 1)
for _, item in ipairs(redis.call('XRANGE', KEYS[2], before .. '-0', '+', 'COUNT', most + 1)) do
  local n = string.match(item[1], '^%d+')
  local head = item[2][2]
  local erased = item[2][4] or ''
  if n == before then
    table.insert(reply, n)
    table.insert(reply, head)
    table.insert(reply, '')
    table.insert(reply, '')
  else
    -- Where there is no head before, there is one entry more than was asked for.
    if left < 0 or most == 0 then
      break
    end
    most = most - 1
    local body = redis.call('HGET', KEYS[3], n)
    left = left - #head - #(body or '')
    table.insert(reply, n)
    table.insert(reply, head)
    table.insert(reply, erased)
    table.insert(reply, body)
  end
end
return reply
