-- The rival's application: what callgoose does with the guide's payload. It keeps nothing, or, with a journal, a line of each effect on disk.
local cjson = require "cjson"

local decode = cjson.new().decode
local find = string.find
local req = ngx.req
local var = ngx.var
local header = ngx.header

local TOKEN = "@TOKEN@"
local journal = @JOURNAL@
local CREATED = '"resolved":{"duplicate":false,"resolved":false},"triggered":{"duplicate":false,"created":true}'
local RESOLVED = '"resolved":{"duplicate":false,"resolved":true},"triggered":{"duplicate":false,"created":false}'

local M = {}

local function text(value)
    local kind = type(value)
    if kind == "string" and value ~= "" then return value end
    if kind == "number" or kind == "boolean" then return tostring(value) end
    return nil
end

local function title(source, value)
    if source and value then return source .. " - " .. value end
    return value or ("Incident from " .. (source or "unknown source"))
end

local function answer(status, body)
    ngx.status = status
    header.content_length = #body
    ngx.print(body)
end

local function presented()
    local authorization = var.http_authorization
    if authorization then
        local bearer = authorization:match("^[Bb]earer +(.+)$")
        if bearer then return bearer end
    end
    return var.http_x_callgoose_auth or var.arg_token
end

-- POST /v1/process?from=SOURCE
function M.webhook()
    if req.get_method() ~= "POST" then
        return answer(405, '{"title":"Method not allowed","status":405}')
    end
    if presented() ~= TOKEN then
        return answer(401, '{"title":"Unauthorized","status":401}')
    end

    req.read_body()
    local body = req.get_body_data()
    local ok, payload = pcall(decode, body)
    if not ok or type(payload) ~= "table" then
        return answer(400, '{"title":"Not JSON","status":400}')
    end

    local status = text(payload.status)
    local key = text(payload.id)
    local call = var.request_id
    if status and find(status, "Started", 1, true) then
        local source = var.arg_from
        local value = text(payload.title)
        local incident = {
            id = call,
            key = key,
            title = title(source, value),
            description = text(payload.description) or body,
        }
        if journal then journal.append(cjson.encode(incident) .. "\n") end
        return answer(201, '{"id":"' .. call .. '",' .. CREATED .. ',"incidents":["' .. incident.id .. '"]}')
    end
    if status and find(status, "Resolved", 1, true) then
        if journal then journal.append(cjson.encode({ resolves = key, call = call }) .. "\n") end
        return answer(200, '{"id":"' .. call .. '",' .. RESOLVED .. ',"incidents":["' .. (key or "") .. '"]}')
    end
    return answer(202, '{"id":"' .. call .. '","reason":"no_filter_matched"}')
end

return M
