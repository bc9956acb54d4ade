-- A wrk script that posts prepared bodies in turn: wrk ... -s post.lua URL -- FOLDER CONTENT_TYPE ACCEPT [TOKEN]
-- FOLDER holds bodies 0, 1, 2, ... Ends with one line that a program can read: RESULT requests seconds p50 p99 failures
local requests, at = {}, 0

function init(args)
    local headers = { ["Content-Type"] = args[2], ["Accept"] = args[3] }
    if args[4] then headers["Authorization"] = "Bearer " .. args[4] end
    while true do
        local file = io.open(args[1] .. "/" .. #requests, "rb")
        if not file then break end
        requests[#requests + 1] = wrk.format("POST", nil, headers, file:read("*a"))
        file:close()
    end
    if #requests == 0 then error("no bodies in " .. args[1]) end
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("RESULT %d %.6f %.3f %.3f %d\n",
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
