-- Says whether an entry of an author is held and has its body. Answers the row, or nothing.
-- KEYS: the row, the ids, the bodies. ARGV: the beginning of the author's ids.
local row = redis.call('GET', KEYS[1])
if not row then
  return ''
end
for _, id in ipairs(redis.call('ZRANGEBYLEX', KEYS[2], '[' .. ARGV[1], '(' .. ARGV[1] .. '\255')) do
  -- What damage has put there is no number, and no entry.
  local n = tonumber(string.sub(id, -16)) or 0
  if redis.call('HSTRLEN', KEYS[3], string.format('%.0f', n)) > 0 then
    return row
  end
end
return ''
