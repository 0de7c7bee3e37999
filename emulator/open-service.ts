import { AttachmentStore } from "./attachments/attachment-store.ts";
import { AttachmentUrls } from "./attachments/attachment-urls.ts";
import { type Fetched, WrittenAttachments } from "./attachments/written-attachments.ts";
import { movableClock } from "./clock.ts";
import { DataFile } from "./data/data-file.ts";
import type { Entry } from "./data/entry.ts";
import { replay } from "./data/replay.ts";
import type { EmulatorOptions } from "./emulator-options.ts";
import { Faults } from "./faults/faults.ts";
import { randomIds } from "./identifiers.ts";
import { CallWindow } from "./limits/call-window.ts";
import { MonthlyQuota } from "./limits/monthly-quota.ts";
import { airtableLimits, RateLimiter } from "./limits/rate-limiter.ts";
import { OAuthGrants } from "./oauth/oauth-grants.ts";
import { sampleSeed } from "./seed/sample-seed.ts";
import type { Seed } from "./seed/seed.ts";
import { CellReader } from "./store/cell-reader.ts";
import { Iterators } from "./store/iterators.ts";
import { loadSeed } from "./store/load-seed.ts";
import { defaultSwitches, switchesSchema } from "./switches.ts";
import { RequestLog } from "./wire/request-log.ts";
import type { Service } from "./wire/service.ts";

type ServiceOptions = Pick<EmulatorOptions, "seed" | "dataFile" | "clock" | "limits" | "switches" | "logger">;

/** The parts of an emulator as its options want them, with the state of its data file. @throws as `startEmulator` */
export function openService(options: ServiceOptions): Service {
  const seed = options.seed ?? sampleSeed();
  if (options.dataFile === undefined) return assemble(options, seed, null);
  const dataFile = new DataFile(options.dataFile, () => {
    // A seed that contradicts itself must not become a file that cannot be opened.
    loadSeed(seed);
    return seed;
  });
  try {
    const service = assemble(options, dataFile.seed, dataFile);
    replay(service, dataFile.entries, options.logger);
    return service;
  } catch (error) {
    dataFile.close();
    throw error;
  }
}

function assemble(options: ServiceOptions, seed: Seed, dataFile: DataFile | null): Service {
  const clock = options.clock ?? movableClock();
  const switches = switchesSchema.parse({ ...defaultSwitches, ...options.switches });
  const workspace = loadSeed(seed);
  const attachments = new AttachmentStore();
  const keep = (fetched: Fetched) => dataFile?.append(attachmentEntry(fetched));
  return {
    workspace,
    readers: new Map([...workspace.bases].map(([id, base]) => [id, new CellReader(base)])),
    iterators: new Iterators(clock, randomIds, switches),
    limiter: new RateLimiter(options.limits ?? airtableLimits, clock, switches),
    quota: new MonthlyQuota(clock),
    // Twenty in five minutes (reference 2).
    syncCalls: new CallWindow(options.limits === "off" ? Number.POSITIVE_INFINITY : 20, 5 * 60_000, clock),
    requestLog: new RequestLog(),
    clock,
    newId: randomIds,
    switches,
    faults: new Faults(),
    attachments,
    attachmentUrls: new AttachmentUrls(clock),
    writtenAttachments: new WrittenAttachments(attachments, switches, keep, options.logger),
    oauth: new OAuthGrants(workspace.tokens),
    dataFile,
  };
}

function attachmentEntry({ file, ...written }: Fetched): Entry {
  if (file === null) return { kind: "attachment", ...written, file };
  const { filename, type, bytes } = file;
  return { kind: "attachment", ...written, file: { filename, type, base64: Buffer.from(bytes).toString("base64") } };
}
