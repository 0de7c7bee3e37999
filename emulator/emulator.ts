import type { Server } from "node:http";
import type { BaseEdit } from "./edits/base-edit.ts";
import type { EmulatorOptions } from "./emulator-options.ts";
import type { Faults } from "./faults/faults.ts";
import { openService } from "./open-service.ts";
import type { PermissionLevel } from "./seed/seed.ts";
import type { Switches } from "./switches.ts";
import { advanceClock, revokeToken, setSwitches } from "./wire/control.ts";
import { editBase } from "./wire/edit-base.ts";
import { grantBase } from "./wire/grant-base.ts";
import { answerRequests, createHttpServer } from "./wire/http-server.ts";
import type { RecordedRequest } from "./wire/request-log.ts";
import type { Service } from "./wire/service.ts";

export type { BaseEdit, NewFieldType } from "./edits/base-edit.ts";
export type { EmulatorOptions } from "./emulator-options.ts";
export { denseLinksBaseId, denseLinksSeed } from "./seed/dense-links-seed.ts";
export { everyFieldBaseId, everyFieldSeed } from "./seed/every-field-seed.ts";
export { hostileNamesSeed } from "./seed/hostile-names-seed.ts";
export { salesCrmBaseId, sampleSeed, sampleToken } from "./seed/sample-seed.ts";
export type { PermissionLevel, Seed } from "./seed/seed.ts";
export type { Switches } from "./switches.ts";
export type { RecordedRequest } from "./wire/request-log.ts";

export interface Emulator {
  /** `http://host:port`, to be used as the base URL of an Airtable client. */
  readonly url: string;
  /** The requests to the API so far, newest last; of very many only the newest 10,000. */
  requests(): readonly RecordedRequest[];
  resetRequests(): void;
  /**
   * Sets how many calls a base takes a month from now on; null takes the quota away. What comes after is answered 429
   * `PUBLIC_API_BILLING_LIMIT_EXCEEDED`, except under `/v0/meta/`.
   */
  setMonthlyQuota(baseId: string, most: number | null): void;
  /** What goes wrong with requests, and for how long. */
  readonly faults: Faults;
  /** Changes switches while the emulator runs. */
  setSwitches(changes: Partial<Switches>): void;
  /**
   * Puts the clock forward, and does what is due by then, such as a webhook's ping.
   *
   * @param ms how far
   * @throws Error when the emulator was given a clock that cannot be moved
   */
  advanceClock(ms: number): void;
  /** All tokens, those of the seed first. */
  tokens(): readonly string[];
  /** Takes back a token of any kind. @returns whether there was such a token */
  revokeToken(token: string): boolean;
  /**
   * Edits a base as people do in Airtable's own window, where no call of the API can: each edit is done at once, told to
   * the base's webhooks as a change of its own, and visible to the next call.
   *
   * @throws ZodError for what is no edit, before anything is done; ControlError for an edit that Airtable does not allow
   *   or that names what is not there, when those before it are done
   */
  editBase(baseId: string, edits: readonly BaseEdit[]): void;
  /**
   * Lets a base appear among those a token was granted, disappear (null) or be open to it at another level.
   *
   * @throws ControlError for a token or base there is not
   */
  grantBase(token: string, baseId: string, permissionLevel: PermissionLevel | null): void;
  /** Stops listening, ends idle connections, pings and fetches; resolves when none is left. */
  stop(): Promise<void>;
}

/** How long `stop` waits for answers under way before it cuts their connections, ms. */
const stopGraceMs = 500;

/**
 * Starts an HTTP server that speaks Airtable's Web API over an in-memory copy of a seed.
 *
 * @throws SeedError for a bad seed, DataFileError for a bad data file, ZodError for a bad switch; the system's error
 *   (`code: "EADDRINUSE"`) for a taken port
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const server = createHttpServer();
  const url = await listen(server, options.port ?? 0, options.host ?? "127.0.0.1");
  try {
    // In the same turn of the event loop, so that no request comes before there is somebody to answer it.
    const service = openService(options, url);
    answerRequests(server, service, options.logger);
    return emulatorOf(server, service, url);
  } catch (error) {
    await stop(server);
    throw error;
  }
}

function emulatorOf(server: Server, service: Service, url: string): Emulator {
  return {
    url,
    requests: () => service.requestLog.list(),
    resetRequests: () => service.requestLog.clear(),
    setMonthlyQuota: (baseId, most) => service.quota.set(baseId, most),
    faults: service.faults,
    setSwitches: (changes) => void setSwitches(service, changes),
    advanceClock: (ms) => {
      if (!advanceClock(service, ms)) throw new Error("the emulator was started with a clock that has no advance()");
    },
    revokeToken: (token) => revokeToken(service, token),
    editBase: (baseId, edits) => editBase(service, baseId, edits),
    grantBase: (token, baseId, permissionLevel) => void grantBase(service, { token, baseId, permissionLevel }),
    tokens: () => [...service.workspace.tokens.keys()],
    stop: async () => {
      // Answers may wait for attachments.
      await service.writtenAttachments.stop();
      await stop(server);
      service.timers.stop();
      await service.notifier.stop();
      service.dataFile?.close();
    },
  };
}

/** @returns the URL under which the server is reached */
function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("the server has no TCP address"));
      else resolve(`http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`);
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
