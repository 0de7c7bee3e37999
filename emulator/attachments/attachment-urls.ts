import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock.ts";

/** How long an attachment's URL works, ms (reference 2). */
const urlLifeMs = 2 * 60 * 60_000;

export type UrlVerdict = "valid" | "expired" | "forged";

/** Signs the URLs of attachments with a secret of this run, so that each works for two hours and cannot be made up. */
export class AttachmentUrls {
  readonly #clock: Clock;
  readonly #secret = randomBytes(32);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * The URL that a read shows.
   *
   * @param url a path on this emulator is signed; an absolute URL stays as it is
   * @param origin `http://host:port` as the client reached us
   */
  print(url: string, origin: string): string {
    if (!url.startsWith("/")) return url;
    const expires = this.#clock.now() + urlLifeMs;
    return `${origin}${url}?expires=${expires}&signature=${this.#sign(url, expires).toString("hex")}`;
  }

  /** Judges a download. @param query what stands after the path */
  judge(path: string, query: URLSearchParams): UrlVerdict {
    const expires = Number(query.get("expires"));
    const signature = Buffer.from(query.get("signature") ?? "", "hex");
    const expected = this.#sign(path, expires);
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return "forged";
    return this.#clock.now() < expires ? "valid" : "expired";
  }

  #sign(path: string, expires: number): Buffer {
    return createHmac("sha256", this.#secret).update(`${expires} ${path}`).digest();
  }
}
