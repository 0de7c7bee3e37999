import { createClient } from "@redis/client";
import { z } from "zod";
import type { Logger } from "../../../kernel/logger.ts";
import { emptyLane, laneState } from "./lane.ts";
import type { LaneStore } from "./lane-store.ts";

/** Longer than anything in a lane counts. */
const keptMs = 120_000;
const longestReconnectMs = 1_000;

const readScript = `
local time = redis.call('TIME')
local answer = { time[1], time[2] }
for _, key in ipairs(KEYS) do
  local lane = redis.call('HMGET', key, 'version', 'state')
  table.insert(answer, lane[1] or '0')
  table.insert(answer, lane[2] or '')
end
return answer`;

/** ARGV: how long to keep the lanes in ms, then version and state of each key. */
const writeScript = `
for index, key in ipairs(KEYS) do
  if (redis.call('HGET', key, 'version') or '0') ~= ARGV[2 * index] then return 0 end
end
for index, key in ipairs(KEYS) do
  redis.call('HSET', key, 'version', string.format('%.0f', ARGV[2 * index] + 1), 'state', ARGV[2 * index + 1])
  redis.call('PEXPIRE', key, ARGV[1])
end
return 1`;

const readAnswer = z.tuple([z.coerce.number(), z.coerce.number()]).rest(z.string());

export interface RedisLanes extends LaneStore {
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Lanes as hashes in one Redis (not a cluster: a call's lanes must change together). Connects on its own, and again
 * whenever the connection is lost; meanwhile calls reject.
 */
export function createRedisLanes({ url, logger }: { url: string; logger: Logger }): RedisLanes {
  const client = createClient({
    url,
    name: "airgraph-airtable",
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (failures) => Math.min(20 * 2 ** failures, longestReconnectMs) },
  });
  // Each attempt that fails; without a listener the first one would end the process.
  client.on("error", (err: unknown) => logger.warn({ err }, "redis is away"));
  const connecting = client.connect().catch((err: unknown) => logger.debug({ err }, "redis was never reached"));

  return {
    async read(keys) {
      const reply = await client.eval(readScript, { keys: keys.map(nameOf) });
      const [seconds, microseconds, ...rest] = readAnswer.parse(reply);
      const lanes = keys.map((_, index) => {
        const state = rest[2 * index + 1] ?? "";
        return {
          version: rest[2 * index] ?? "",
          state: state === "" ? emptyLane : laneState.parse(JSON.parse(state)),
        };
      });
      return { lanes, now: seconds * 1000 + Math.floor(microseconds / 1000) };
    },
    async write(changes) {
      const reply = await client.eval(writeScript, {
        keys: changes.map(({ key }) => nameOf(key)),
        arguments: [String(keptMs), ...changes.flatMap(({ version, state }) => [version, JSON.stringify(state)])],
      });
      return reply === 1;
    },
    async ready() {
      return (
        client.isReady &&
        (await client.ping().then(
          () => true,
          () => false,
        ))
      );
    },
    async close() {
      client.destroy();
      await connecting;
    },
  };
}

function nameOf(key: string): string {
  return `airgraph:lane:${key}`;
}
