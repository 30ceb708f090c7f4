-- Appends lines to a file of this worker, and comes back once they are on disk. One fdatasync serves all that wait: while it runs, the worker takes
-- nothing, so that what arrives meanwhile is the next batch.
local ffi = require "ffi"
local semaphore = require "ngx.semaphore"

ffi.cdef [[
int open(const char *path, int flags, int mode);
long write(int file, const void *bytes, size_t length);
int fdatasync(int file);
]]

local O_WRONLY, O_CREAT, O_APPEND = 1, 64, 1024
local FOREVER = 86400

local M = {}
local file
local lines, count = {}, 0
local done = semaphore.new()
local work = semaphore.new()

local function flush()
    while true do
        work:wait(FOREVER)
        while count > 0 do
            local text = table.concat(lines, "", 1, count)
            local waiting, answered = count, done
            lines, count, done = {}, 0, semaphore.new()
            if ffi.C.write(file, text, #text) ~= #text or ffi.C.fdatasync(file) ~= 0 then
                ngx.log(ngx.ERR, "the journal cannot be written")
                os.exit(1)
            end
            answered:post(waiting)
            ngx.sleep(0)
        end
    end
end

-- Once for each worker, before its first request.
function M.start(path)
    file = ffi.C.open(path, O_WRONLY + O_CREAT + O_APPEND, 384)
    ngx.timer.at(0, flush)
end

-- Comes back when the line is on disk.
function M.append(line)
    count = count + 1
    lines[count] = line
    local mine = done
    if count == 1 then
        work:post(1)
    end
    return mine:wait(FOREVER)
end

return M
