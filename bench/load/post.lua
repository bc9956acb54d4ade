-- A wrk script that posts prepared bodies in turn: wrk ... -s post.lua URL -- FOLDER CONTENT_TYPE ACCEPT
-- FOLDER holds bodies 0, 1, 2, ... Ends with one line that a program can read: RESULT requests seconds p50 p99 failures limited
-- A key comes by the environment's VAE_API_KEY, where no list of processes shows it. Where there is one, answers of 429 are counted as limited.
local requests, at, threads = {}, 0, {}
local key = os.getenv("VAE_API_KEY")
if key == "" then key = nil end
limited = 0  -- of one thread; wrk reads only globals across threads

function setup(thread)
    threads[#threads + 1] = thread
end

function init(args)
    local headers = { ["Content-Type"] = args[2], ["Accept"] = args[3] }
    if key then headers["Authorization"] = "Bearer " .. key end
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

-- Defined only where it is needed: with it wrk calls Lua for every answer.
if key then
    function response(status)
        if status == 429 then limited = limited + 1 end
    end
end

function done(summary, latency)
    local errors, refused = summary.errors, 0
    for _, thread in ipairs(threads) do refused = refused + thread:get("limited") end
    io.write(string.format("RESULT %d %.6f %.3f %.3f %d %d\n",
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout, refused))
end
