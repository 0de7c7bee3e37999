import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { type Clock, systemClock } from "./clock.ts";
import { randomIds } from "./identifiers.ts";
import { airtableLimits, RateLimiter, type RateLimits } from "./limits/rate-limiter.ts";
import { sampleSeed } from "./seed/sample-seed.ts";
import type { Seed } from "./seed/seed.ts";
import { CellReader } from "./store/cell-reader.ts";
import { Iterators } from "./store/iterators.ts";
import { loadSeed } from "./store/load-seed.ts";
import { defaultSwitches, type Switches } from "./switches.ts";
import { createHttpServer } from "./wire/http-server.ts";
import { type RecordedRequest, RequestLog } from "./wire/request-log.ts";
import type { Service } from "./wire/service.ts";

export type { Clock } from "./clock.ts";
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
  /** Default the machine's clock. */
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
  const clock = options.clock ?? systemClock;
  const switches = { ...defaultSwitches, ...options.switches };
  const workspace = loadSeed(options.seed ?? sampleSeed());
  const service: Service = {
    workspace,
    readers: new Map([...workspace.bases].map(([id, base]) => [id, new CellReader(base)])),
    iterators: new Iterators(clock, randomIds, switches.iteratorIdleMs),
    limiter: new RateLimiter(options.limits ?? airtableLimits, clock),
    requestLog: new RequestLog(),
    clock,
    newId: randomIds,
    switches,
  };
  const server = createHttpServer(service, options.logger);
  const address = await listen(server, options.port ?? 0, options.host ?? "127.0.0.1");
  const url = `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`;
  for (const reader of service.readers.values()) reader.serveFrom(url);
  return {
    url,
    requests: () => service.requestLog.list(),
    resetRequests: () => service.requestLog.clear(),
    stop: () => stop(server),
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
