import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { webSocketClient } from "../../support/client.ts";
import { FollowStormRun, FollowStormSaga } from "./operations.ts";
import type { Followed } from "./snapshot.ts";

const update = z.object({ cursor: z.string(), kind: z.string() });
const told = z.object({
  data: z
    .object({ runUpdated: update.optional(), sagaUpdated: update.optional() })
    .transform(({ runUpdated, sagaUpdated }) => runUpdated ?? sagaUpdated),
});

/** Somebody who watches runs and sagas, and comes back by cursor when the connection is gone. */
export interface Followers {
  follow(kind: "run" | "saga", id: string): void;
  /** Ends all, and answers what each was told. */
  end(): Promise<readonly Followed[]>;
  /** How much of one has been told so far. */
  seenOf(id: string): number;
}

/** @param url of the router, over what can be cut */
export function openFollowers(url: string, token: string): Followers {
  const client = webSocketClient(url, token);
  const followed = new Map<string, { of: string; seen: { sequence: number; kind: string }[]; connections: number }>();
  const following: Promise<void>[] = [];
  const over = new AbortController();

  async function keepFollowing(kind: "run" | "saga", id: string): Promise<void> {
    const own = { of: id, seen: [] as { sequence: number; kind: string }[], connections: 0 };
    followed.set(id, own);
    const query = (kind === "run" ? FollowStormRun : FollowStormSaga).toString();
    while (!over.signal.aborted) {
      own.connections += 1;
      const after = own.seen.at(-1)?.sequence;
      const variables = { id, ...(after === undefined ? {} : { after: String(after) }) };
      try {
        for await (const event of client.iterate({ query, variables })) {
          const { data } = told.parse(event);
          if (data !== undefined) own.seen.push({ sequence: Number(data.cursor), kind: data.kind });
        }
        return; // It ends when what is followed has ended.
      } catch {
        await delay(200);
      }
    }
  }

  return {
    follow: (kind, id) => void following.push(keepFollowing(kind, id)),
    seenOf: (id) => followed.get(id)?.seen.length ?? 0,
    async end() {
      over.abort();
      await client.dispose();
      await Promise.all(following);
      return [...followed.values()];
    },
  };
}
