import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { AttachmentStore } from "./attachments/attachment-store.ts";
import { AttachmentUrls } from "./attachments/attachment-urls.ts";
import { WrittenAttachments } from "./attachments/written-attachments.ts";
import { type Clock, isMovable, movableClock } from "./clock.ts";
import { Faults } from "./faults/faults.ts";
import { randomIds } from "./identifiers.ts";
import { airtableLimits, RateLimiter, type RateLimits } from "./limits/rate-limiter.ts";
import { OAuthGrants } from "./oauth/oauth-grants.ts";
import { sampleSeed } from "./seed/sample-seed.ts";
import type { Seed } from "./seed/seed.ts";
import { CellReader } from "./store/cell-reader.ts";
import { Iterators } from "./store/iterators.ts";
import { loadSeed } from "./store/load-seed.ts";
import { defaultSwitches, type Switches, switchesSchema } from "./switches.ts";
import { createHttpServer } from "./wire/http-server.ts";
import { type RecordedRequest, RequestLog } from "./wire/request-log.ts";
import type { Service } from "./wire/service.ts";

export { type Clock, type MovableClock, movableClock } from "./clock.ts";
export type { Fault, FaultRule } from "./faults/fault.ts";
export type { Faults } from "./faults/faults.ts";
export type { RateLimits } from "./limits/rate-limiter.ts";
export { salesCrmBaseId, sampleSeed, sampleToken } from "./seed/sample-seed.ts";
export type { Seed } from "./seed/seed.ts";
export type { Switches } from "./switches.ts";
export type { RecordedRequest } from "./wire/request-log.ts";

export interface EmulatorOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default the sample bases. */
  readonly seed?: Seed;
  /** Default the machine's clock, which `advanceClock` moves; a clock without `advance` stays where it is. */
  readonly clock?: Clock;
  /** Default Airtable's: 5 per second and base, 50 per second and token owner, 30 s of penalty. */
  readonly limits?: RateLimits | "off";
  /** What differs from the defaults of reference 14. */
  readonly switches?: Partial<Switches>;
  readonly logger?: Logger;
}

export interface Emulator {
  /** `http://host:port`, to be used as the base URL of an Airtable client. */
  readonly url: string;
  /** The requests to the API so far, newest last; of very many only the newest 10,000. */
  requests(): readonly RecordedRequest[];
  resetRequests(): void;
  /** What goes wrong with requests, and for how long. */
  readonly faults: Faults;
  /** Changes switches while the emulator runs. */
  setSwitches(changes: Partial<Switches>): void;
  /** Puts the clock forward. @param ms how far @throws Error when the emulator was given a clock that cannot be moved */
  advanceClock(ms: number): void;
  /** Takes back a token of any kind. @returns whether there was such a token */
  revokeToken(token: string): boolean;
  /** Stops listening and ends idle connections; resolves when none is left. */
  stop(): Promise<void>;
}

/** How long `stop` waits for answers under way before it cuts their connections, ms. */
const stopGraceMs = 500;

/**
 * Starts an HTTP server that speaks Airtable's Web API over an in-memory copy of a seed.
 *
 * @throws ZodError or SeedError for a bad seed; the system's error (`code: "EADDRINUSE"`) for a taken port
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const clock = options.clock ?? movableClock();
  const switches = switchesSchema.parse({ ...defaultSwitches, ...options.switches });
  const workspace = loadSeed(options.seed ?? sampleSeed());
  const attachments = new AttachmentStore();
  const service: Service = {
    workspace,
    readers: new Map([...workspace.bases].map(([id, base]) => [id, new CellReader(base)])),
    iterators: new Iterators(clock, randomIds, switches),
    limiter: new RateLimiter(options.limits ?? airtableLimits, clock, switches),
    requestLog: new RequestLog(),
    clock,
    newId: randomIds,
    switches,
    faults: new Faults(),
    attachments,
    attachmentUrls: new AttachmentUrls(clock),
    writtenAttachments: new WrittenAttachments(attachments, switches, options.logger),
    oauth: new OAuthGrants(workspace.tokens),
  };
  const server = createHttpServer(service, options.logger);
  const address = await listen(server, options.port ?? 0, options.host ?? "127.0.0.1");
  const url = `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`;
  for (const reader of service.readers.values()) reader.serveFrom(url, service.attachmentUrls);
  return {
    url,
    requests: () => service.requestLog.list(),
    resetRequests: () => service.requestLog.clear(),
    faults: service.faults,
    setSwitches: (changes) => void Object.assign(switches, switchesSchema.partial().parse(changes)),
    advanceClock: (ms) => {
      if (!isMovable(clock)) throw new Error("the emulator was started with a clock that has no advance()");
      clock.advance(ms);
    },
    revokeToken: (token) => service.oauth.revoke(token),
    stop: async () => {
      await service.writtenAttachments.stop();
      await stop(server);
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("the server has no TCP address"));
      else resolve(address);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!server.listening) {
      resolve();
      return;
    }
    const cut = setTimeout(() => server.closeAllConnections(), stopGraceMs);
    server.close((error) => {
      clearTimeout(cut);
      if (error === undefined) resolve();
      else reject(error);
    });
    server.closeIdleConnections();
  });
}
