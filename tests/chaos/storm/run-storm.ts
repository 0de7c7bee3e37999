import { setTimeout as delay } from "node:timers/promises";
import { ConnectAirtable } from "../../integration/operations.ts";
import { expectData } from "../../support/client.ts";
import { signUp } from "../../support/signed-in.ts";
import { airtableByHand } from "./airtable.ts";
import { patientApi } from "./api.ts";
import { checkStorm } from "./check-storm.ts";
import { openStormDatabase, planFinder, type StormDatabase } from "./database.ts";
import { emulatorFaults } from "./emulator-faults.ts";
import { openFollowers } from "./follow.ts";
import { injectFaults } from "./inject-faults.ts";
import { decideApprovals, load } from "./load.ts";
import { planStorm } from "./plan.ts";
import { stormSeed, stormToken } from "./seed.ts";
import type { Snapshot } from "./snapshot.ts";
import { startStormSystem } from "./system.ts";
import { watchTakeOvers } from "./take-overs.ts";
import { tendStuck } from "./tend-stuck.ts";

export interface StormOptions {
  readonly seed: number;
  readonly sagas: number;
  readonly runs: number;
  /** How long sagas and runs are started, and faults injected. */
  readonly stormMs: number;
  /** How long everything has afterwards to come to its end. */
  readonly settleMs: number;
  /** How long sagas wait for writes that may still come about. Here Airtable answers within seconds, or never. */
  readonly sagaLateMs: number;
  /** Where all processes log to. */
  readonly logFile: string;
  readonly onProgress?: (message: string) => void;
}

export interface StormReport {
  readonly snapshot: Snapshot;
  readonly violations: readonly string[];
  /** How often each fault was really injected. */
  readonly faults: ReadonlyMap<string, number>;
  /** From the death of a worker until others had what it left, ms. */
  readonly takeOverMs: readonly number[];
}

/** A take-over takes less. */
export const takeOverLimitMs = 5_000;

/** Starts everything, lets sagas and runs be met by faults, waits until all has come to an end, and judges it. */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const { seed, stormMs, settleMs, onProgress = () => {} } = options;
  const plan = planStorm(options);
  const system = await startStormSystem(stormSeed(plan), options);
  try {
    const person = await signUp(system);
    await expectData(system.url, ConnectAirtable, { token: stormToken }, person.token);
    const api = patientApi(system.url, person.token);
    const database = openStormDatabase(system.databaseUrl);
    const followers = openFollowers(`http://127.0.0.1:${system.toSubscribers.port}`, person.token);
    const takeOvers = watchTakeOvers(system.databaseUrl);
    const airtable = emulatorFaults(system.emulatorUrl);
    const byHand = airtableByHand(system.emulatorUrl);
    const counts = new Map<string, number>();
    const planOf = planFinder(database, [...plan.sagas, ...plan.runs.map(({ saga }) => saga)]);
    const state = { loading: true, over: false };

    const tended = tendStuck({ api, airtable: byHand, planOf, counts }, () => state.over);
    const decided = decideApprovals(api, seed, () => state.over);
    const loaded = load({ api, followers, approver: person.email, counts }, plan, stormMs).finally(() => {
      state.loading = false;
    });
    const meddled = injectFaults({ system, takeOvers, airtable, counts }, { seed, until: () => !state.loading });
    const settled = Promise.all([loaded, meddled]).then(async () => {
      onProgress("the storm is over");
      const met = await airtable.end();
      await untilEnded(database, settleMs);
      state.over = true;
      return met;
    });
    const [met, toldStuck] = await Promise.all([settled, tended, decided]).finally(() => {
      state.over = true;
    });
    const followed = await followers.end();
    const snapshot = { plan, ...(await database.read()), records: await byHand.all(), followed, toldStuck };
    const slow = takeOvers.times.filter((ms) => ms >= takeOverLimitMs);
    return {
      snapshot,
      violations: [...checkStorm(snapshot), ...slow.map((ms) => `a take-over took ${Math.round(ms)} ms`)],
      faults: new Map([...counts, ...met]),
      takeOverMs: takeOvers.times,
    };
  } finally {
    await system.stop();
  }
}

/** Waits until all sagas and runs have ended, and those who watch were told. */
async function untilEnded(database: StormDatabase, settleMs: number): Promise<void> {
  const giveUpAt = Date.now() + settleMs;
  while (Date.now() < giveUpAt && (await database.underWay()) > 0) await delay(500);
  await delay(1_000);
}
