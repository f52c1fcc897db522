-- Moves a read mark up, never down, in the epoch that it was meant for; answers the mark in force then.
-- KEYS: the row, the marks. ARGV: the epoch, the author, the position.
local row = redis.call('GET', KEYS[1]) or ''
local before = tonumber(redis.call('HGET', KEYS[2], ARGV[2]) or '0')
local to = tonumber(ARGV[3])
if to <= before or string.match(row, '^%S+ (%S+) ') ~= ARGV[1] then
  return before
end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
return to
