import { benchConcurrentUsers } from "./airtable/concurrent-users.ts";
import { benchCpuPerRecord } from "./airtable/cpu-per-record.ts";
import { benchCreateRecords } from "./airtable/create-records.ts";
import { benchNestedRead } from "./airtable/nested-read.ts";
import { startSystem } from "./airtable/system.ts";

/**
 * What the airtable subgraph promises about calls, time and CPU, on the emulator with Airtable's limits on. Exits 1 when
 * a promise is broken.
 */
const system = await startSystem();
const verdicts: boolean[] = [];
try {
  verdicts.push(await benchConcurrentUsers(system));
  verdicts.push(await benchNestedRead(system));
  verdicts.push(await benchCreateRecords(system));
} finally {
  await system.stop();
}
verdicts.push(await benchCpuPerRecord());
process.exitCode = verdicts.every(Boolean) ? 0 : 1;
