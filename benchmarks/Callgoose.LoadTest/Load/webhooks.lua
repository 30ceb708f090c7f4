-- The load: the guide's trigger, each with an incident id of its own, over kept-alive connections.
--
-- Environment: CALLGOOSE_PAYLOAD (file), CALLGOOSE_TOKEN, CALLGOOSE_RUN (prefix of the ids, 8 characters),
--   CALLGOOSE_EXPECT (status that every answer must have), and
--   CALLGOOSE_REQUESTS: if set, send exactly that many, look at every answer, and say "all answered" when they have come;
--   one thread only.
--   Without it the run ends by time, and an answer is looked at only as far as wrk does by itself (4xx, 5xx, broken
--   connections), because a look from Lua would take the generator's time from the server that shares its cores.
--
-- The last line of output is one JSON object, for a program to read.
local format = string.format

local expected = tonumber(os.getenv("CALLGOOSE_EXPECT"))
local limit = tonumber(os.getenv("CALLGOOSE_REQUESTS") or "")

local threads = {}

function setup(thread)
    thread:set("number", #threads)
    threads[#threads + 1] = thread
end

local before, after
local sent = 0
sending, right, wrong = 0, 0, 0

function init(args)
    local file = assert(io.open(os.getenv("CALLGOOSE_PAYLOAD"), "rb"))
    local payload = file:read("*a")
    file:close()
    -- Every id has the same length, so that the head of the request is made once.
    local prefix = format("INC-%s-%02d-", os.getenv("CALLGOOSE_RUN"), number)
    local first, last = payload:find("INC-98765", 1, true)
    assert(first, "the payload has no id INC-98765")
    local length = #payload - (last - first + 1) + #prefix + 8
    before = "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. wrk.headers["Host"]
        .. "\r\nContent-Type: application/json\r\nX-Callgoose-Auth: " .. os.getenv("CALLGOOSE_TOKEN")
        .. "\r\nContent-Length: " .. length .. "\r\n\r\n" .. payload:sub(1, first - 1) .. prefix
    after = payload:sub(last + 1)
end

function request()
    sent = sent + 1
    return before .. format("%08x", sent) .. after
end

if limit then
    -- Asked before each request: once all are on their way the connection waits for longer than any run.
    function delay()
        sending = sending + 1
        return sending > limit and 3600000 or 0
    end

    function response(status)
        if status == expected then right = right + 1 else wrong = wrong + 1 end
        if right + wrong == limit then
            -- Whoever started wrk ends it now: by itself it lasts for its --duration.
            io.write("all answered\n")
            io.flush()
        end
    end
end

function done(summary, latency)
    local seen_right, seen_wrong = 0, 0
    for _, thread in ipairs(threads) do
        seen_right = seen_right + thread:get("right")
        seen_wrong = seen_wrong + thread:get("wrong")
    end
    local errors = summary.errors
    io.write(format(
        '\n{"requests":%d,"durationMicroseconds":%d,"right":%d,"wrong":%d,"refused":%d,"broken":%d,'
            .. '"p50Microseconds":%d,"p99Microseconds":%d}\n',
        summary.requests, summary.duration, seen_right, seen_wrong, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
