-- Forgets the read marks that are furthest back, until so many authors whose ids begin so have one; answers how many.
-- KEYS: the marks. ARGV: the beginning, how many stay.
local reads = redis.call('HGETALL', KEYS[1])
local found = {}
for i = 1, #reads, 2 do
  if string.sub(reads[i], 1, #ARGV[1]) == ARGV[1] then
    table.insert(found, {reads[i], tonumber(reads[i + 1])})
  end
end
table.sort(found, function(a, b)
  return a[2] > b[2] or (a[2] == b[2] and a[1] < b[1])
end)
local forgotten = 0
for i = tonumber(ARGV[2]) + 1, #found do
  forgotten = forgotten + redis.call('HDEL', KEYS[1], found[i][1])
end
return forgotten
