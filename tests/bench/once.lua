-- Asks for every address of a file once. One line of JSON, times in microseconds.
local ffi = require "ffi"
ffi.cdef "typedef struct { long s, n; } moment; int clock_gettime(int, moment *);"
local CLIENTS = 8
local thread

local function now()
  local at = ffi.new "moment"
  ffi.C.clock_gettime(1, at)
  return tonumber(at.s) * 1e6 + tonumber(at.n) / 1e3
end

function setup(only) thread = only end

function init(arguments)
  paths, asked, answered = {}, 0, 0
  for path in io.lines(arguments[1]) do paths[#paths + 1] = path end
end

function request()
  began = began or now()
  asked = asked + 1
  return wrk.format("GET", paths[asked] or "/healthz")
end

function response()
  answered, ended = answered + 1, now()
  if answered >= #paths - CLIENTS then wrk.thread:stop() end
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "duration": %d, "bytes": %d, "p50": %d, "p99": %d, "failed": %d}\n',
    summary.requests, thread:get "ended" - thread:get "began", summary.bytes,
    latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
