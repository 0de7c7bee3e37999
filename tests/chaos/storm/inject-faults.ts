import { setTimeout as delay } from "node:timers/promises";
import type { FaultRule } from "../../../emulator/faults/fault.ts";
import { type Random, randomFor } from "../../../emulator/seed/sample/random.ts";
import type { EmulatorFaults } from "./emulator-faults.ts";
import type { StormSystem, WorkerUnderTest } from "./system.ts";
import type { TakeOvers } from "./take-overs.ts";

const faultKinds = [
  "kill a worker",
  "kill both workers",
  "kill Postgres",
  "suspend a worker",
  "suspend a worker that loses its connections",
  "cut a worker from Postgres",
  "cut a worker from the supergraph",
  "cut subscribers",
  "Airtable",
] as const;
type FaultKind = (typeof faultKinds)[number];

export interface FaultParts {
  readonly system: StormSystem;
  readonly takeOvers: TakeOvers;
  readonly airtable: EmulatorFaults;
  /** How often each fault was injected. */
  readonly counts: Map<string, number>;
}

/**
 * Injects one fault after the other, by a schedule that the seed decides: each kind once, in any order, and again and
 * again for as long as it is told. Faults of Airtable are placed along with each, so that they meet whatever else happens.
 */
export async function injectFaults(
  parts: FaultParts,
  { seed, until }: { readonly seed: number; readonly until: () => boolean },
): Promise<void> {
  const random = randomFor(`faults ${seed}`);
  let bag: FaultKind[] = [];
  do {
    if (bag.length === 0) bag = [...faultKinds];
    const [kind = "Airtable"] = bag.splice(random.below(bag.length), 1);
    await placeInAirtable(parts.airtable, random);
    await inject(parts, kind, random);
    await delay(random.between(300, 2_500));
  } while (!until() || bag.length > 0);
}

async function inject({ system, takeOvers, counts }: FaultParts, kind: FaultKind, random: Random): Promise<void> {
  const { workers } = system;
  const worker = workers[random.below(workers.length)];
  if (worker === undefined) throw new TypeError("there is no worker");
  const count = (name: string, times = 1) => counts.set(name, (counts.get(name) ?? 0) + times);
  switch (kind) {
    case "kill a worker": {
      await worker.kill();
      count("kill -9 of a worker");
      const watched = takeOvers.watch();
      await delay(random.between(500, 3_000));
      await watched;
      return worker.start();
    }
    case "kill both workers":
      await Promise.all(workers.map((one) => one.kill()));
      count("kill -9 of a worker", workers.length);
      await delay(random.between(100, 1_500));
      await Promise.all(workers.map((one) => one.start()));
      return;
    case "kill Postgres":
      await system.killPostgres();
      count("kill -9 of Postgres");
      await delay(random.between(100, 2_000));
      return system.startPostgres();
    case "suspend a worker":
      count("SIGSTOP of a worker");
      return suspend(worker, random.between(1_000, 4_000));
    case "suspend a worker that loses its connections": {
      worker.suspend();
      // Postgres lets go of its locks: others take it for dead, and it wakes up in the midst of what they do.
      worker.toDatabase.cut();
      count("SIGSTOP of a worker, taken for dead");
      await takeOvers.watch();
      await delay(random.between(500, 3_000));
      worker.resume();
      return;
    }
    case "cut a worker from Postgres":
      count("connections cut between worker and Postgres", worker.toDatabase.cut());
      return;
    case "cut a worker from the supergraph":
      count("connections cut between worker and supergraph", worker.toSupergraph.cut());
      return;
    case "cut subscribers":
      count("connections of subscribers cut", system.toSubscribers.cut());
      return;
    case "Airtable":
      return;
  }
}

async function suspend(worker: WorkerUnderTest, ms: number): Promise<void> {
  worker.suspend();
  await delay(ms);
  worker.resume();
}

async function placeInAirtable(airtable: EmulatorFaults, random: Random): Promise<void> {
  const writes = { path: "/v0/app", method: random.pick(["POST", "PATCH", "DELETE"]) };
  const any = { path: "/v0/app" };
  const times = random.between(1, 3);
  await airtable.place(
    random.pick<FaultRule & { readonly times: number }>([
      { fault: { kind: "status", status: 429 }, match: any, times },
      { fault: { kind: "status", status: 503 }, match: any, times },
      { fault: { kind: "cut" }, match: any, times },
      { fault: { kind: "lostReply" }, match: writes, times },
    ]),
  );
  // What answers at once is seldom under way when somebody is killed.
  const slow = { kind: "slow", ms: random.between(200, 1_000) } as const;
  await airtable.place({ fault: slow, match: any, times: random.between(5, 25) });
}
