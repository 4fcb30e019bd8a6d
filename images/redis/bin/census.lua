-- Of every database: its keys, those of them that expire, and of each type those that never do. As JSON.
local census = {}
for db, keys, expires in redis.call('INFO', 'keyspace'):gmatch('db(%d+):keys=(%d+),expires=(%d+)') do
  redis.call('SELECT', db)
  local persistent, cursor = {}, '0'
  repeat
    local page = redis.call('SCAN', cursor, 'COUNT', 1000)
    cursor = page[1]
    for _, key in ipairs(page[2]) do
      if redis.call('PTTL', key) == -1 then
        local type = redis.call('TYPE', key).ok
        persistent[type] = (persistent[type] or 0) + 1
      end
    end
  until cursor == '0'
  census[db] = { keys = tonumber(keys), expires = tonumber(expires), persistent = persistent }
end
return cjson.encode(census)
