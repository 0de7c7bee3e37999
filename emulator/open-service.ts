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
import { Iterators } from "./store/iterators.ts";
import { loadSeed } from "./store/load-seed.ts";
import { Readers } from "./store/readers.ts";
import { defaultSwitches, switchesSchema } from "./switches.ts";
import { Timers } from "./timers.ts";
import { ChangeFeed } from "./webhooks/change-feed.ts";
import { Notifier, type Ping } from "./webhooks/notifier.ts";
import { RequestLog } from "./wire/request-log.ts";
import type { Service } from "./wire/service.ts";

type ServiceOptions = Pick<EmulatorOptions, "seed" | "dataFile" | "clock" | "limits" | "switches" | "logger">;

/**
 * The parts of an emulator as its options want them, with the state of its data file.
 *
 * @param origin `http://host:port` under which the emulator is reached
 * @throws as `startEmulator`
 */
export function openService(options: ServiceOptions, origin: string): Service {
  const seed = options.seed ?? sampleSeed();
  if (options.dataFile === undefined) return assemble(options, origin, seed, null);
  const dataFile = new DataFile(options.dataFile, () => {
    // A seed that contradicts itself must not become a file that cannot be opened.
    loadSeed(seed);
    return seed;
  });
  try {
    const service = assemble(options, origin, dataFile.seed, dataFile);
    replay(service, dataFile.entries, options.logger);
    return service;
  } catch (error) {
    dataFile.close();
    throw error;
  }
}

function assemble(options: ServiceOptions, origin: string, seed: Seed, dataFile: DataFile | null): Service {
  const { logger } = options;
  const clock = options.clock ?? movableClock();
  const switches = switchesSchema.parse({ ...defaultSwitches, ...options.switches });
  const workspace = loadSeed(seed);
  const readers = new Readers(origin);
  const timers = new Timers(clock);
  const onEnded = (ping: Ping) => dataFile?.append({ kind: "ping", ...ping });
  const notifier = new Notifier({ clock, timers, onEnded, logger });
  const changes = new ChangeFeed({ workspace, readers, notifier });
  const attachments = new AttachmentStore();
  const onFetched = (fetched: Fetched) => dataFile?.append(attachmentEntry(fetched));
  return {
    workspace,
    readers,
    changes,
    notifier,
    timers,
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
    writtenAttachments: new WrittenAttachments({ store: attachments, changes, clock, switches, onFetched, logger }),
    oauth: new OAuthGrants(workspace.tokens),
    dataFile,
  };
}

function attachmentEntry({ file, ...fetched }: Fetched): Entry {
  if (file === null) return { kind: "attachment", ...fetched, file };
  const { filename, type, bytes } = file;
  return { kind: "attachment", ...fetched, file: { filename, type, base64: Buffer.from(bytes).toString("base64") } };
}
