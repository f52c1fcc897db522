-- Changes a room in one step, if its row is still the one that the change was worked out from. Whatever changes a
-- room changes its row, so nothing that was read before can have become wrong.
-- KEYS: the row, the heads, the messages' positions, the bodies, the ids, and what else the commands need.
-- ARGV: the row as we know it; a number of ids that must not be stored yet, and the beginnings of their members;
--       then commands: how many words follow the name and the key, the name, the number of the key (0: none), words.
-- Answers 1 when it is done; else nothing is: 0 because of the row, 2 because of an id.
-- The first command of an append is one that Redis refuses when it is full, for later ones it could not refuse.
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
  return 0
end
local at = 3
for i = 1, tonumber(ARGV[2]) do
  local id = ARGV[at]
  if #redis.call('ZRANGEBYLEX', KEYS[5], '[' .. id, '(' .. id .. '\255', 'LIMIT', 0, 1) > 0 then
    return 2
  end
  at = at + 1
end
while at <= #ARGV do
  local count = tonumber(ARGV[at])
  local name = ARGV[at + 1]
  local key = tonumber(ARGV[at + 2])
  if name == 'PUBLISH' or name == 'SPUBLISH' then
    -- The commit is done by now, and wake-ups may get lost: one that is refused is lost too.
    redis.pcall(name, unpack(ARGV, at + 3, at + 2 + count))
  elseif key == 0 then
    redis.call(name, unpack(ARGV, at + 3, at + 2 + count))
  else
    redis.call(name, KEYS[key], unpack(ARGV, at + 3, at + 2 + count))
  end
  at = at + 3 + count
end
return 1
