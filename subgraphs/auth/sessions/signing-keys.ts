import { createHash, type KeyObject } from "node:crypto";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { generateSigningKey, privateKey } from "../../../kernel/identity/signing-key.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { type Seal, SealError } from "../../../kernel/secrets/seal.ts";
import { insertSigningKey, listSigningKeys, lockRotation, type StoredSigningKey } from "../store/signing-keys.ts";

/** What a key is called, and what verifies its tokens. */
export interface PublishedKey {
  readonly keyId: string;
  /** SPKI, base64 DER. */
  readonly publicKey: string;
}

/** The keys that sign access tokens, shared by all processes. */
export interface SigningKeys {
  /** The one that signs now. */
  current(): Promise<{ readonly id: string; readonly key: KeyObject }>;
  /** All whose tokens may be good, also the one that will sign next. */
  published(): Promise<PublishedKey[]>;
  /**
   * Publishes a key that signs from a while on, so that nobody notices.
   * @param atOnce when a key has leaked: it signs now, and nothing that others signed is good any more; sessions go on
   */
  rotate(options?: { atOnce?: boolean }): Promise<void>;
}

/** A new key is known to every router before its first token is. */
const publishedBeforeMs = 15 * 60_000;
/** How old what a process knows of the keys may be. */
const knownMs = 60_000;
/** For clocks that differ, and for processes that know of a new key a little later. */
const slackMs = 5 * 60_000;
const dayMs = 86_400_000;

interface OpenKey extends StoredSigningKey {
  readonly key: KeyObject;
}

/**
 * Keys lie in the database, the private ones sealed. The first is made when the first process starts; when it gets old, whoever
 * signs next publishes its successor, under a lock, so that there is one. A retired key stays published until its last token
 * has expired: rotation signs nobody out.
 * @param days after which a key gets a successor
 * @param tokenMinutes how long what they sign is good for
 */
export async function openSigningKeys(options: {
  db: Database;
  seal: Seal;
  days: number;
  tokenMinutes: number;
  clock: Clock;
  logger: Logger;
}): Promise<SigningKeys> {
  const { db, seal, days, tokenMinutes, clock, logger } = options;
  let known: { readonly keys: readonly OpenKey[]; readonly at: number } = { keys: await upToDate(), at: clock.now() };
  let asking: Promise<void> | undefined;

  return {
    async current() {
      if (Math.abs(clock.now() - known.at) >= knownMs) {
        asking ??= refresh().finally(() => {
          asking = undefined;
        });
        await asking;
      }
      const signing = signer(known.keys, clock.now());
      if (signing === undefined) throw new Error("no key signs access tokens");
      return signing;
    },

    async published() {
      const keys = await listSigningKeys(db, new Date(clock.now()));
      return keys.map(({ id, publicKey }) => ({ keyId: id, publicKey }));
    },

    async rotate({ atOnce = false } = {}) {
      await succeed(() => (atOnce ? 0 : publishedBeforeMs), atOnce);
      await refresh();
    },
  };

  async function refresh(): Promise<void> {
    known = { keys: await upToDate(), at: clock.now() };
  }

  /** The keys, with a successor if one is due. */
  async function upToDate(): Promise<readonly OpenKey[]> {
    const keys = open(await listSigningKeys(db, new Date(clock.now())));
    return waitOf(keys) === undefined ? keys : succeed(waitOf, false);
  }

  /** How long a new key has to wait before it signs, if one is due. */
  function waitOf(keys: readonly OpenKey[]): number | undefined {
    const now = clock.now();
    const newest = keys.findLast(({ retiresAt }) => retiresAt === null);
    if (newest === undefined || signer(keys, now) === undefined) return 0;
    const isOld = newest.activeFrom.getTime() + days * dayMs - publishedBeforeMs <= now;
    return isOld ? publishedBeforeMs : undefined;
  }

  /** Makes a key, unless another process was faster. */
  async function succeed(
    wait: (keys: readonly OpenKey[]) => number | undefined,
    atOnce: boolean,
  ): Promise<readonly OpenKey[]> {
    return db.transaction(async (transaction) => {
      await lockRotation(transaction);
      const now = clock.now();
      const waitMs = wait(open(await listSigningKeys(transaction, new Date(now))));
      if (waitMs !== undefined) {
        const pair = generateSigningKey();
        const id = createHash("sha256").update(pair.publicKey).digest("base64url").slice(0, 16);
        const activeFrom = new Date(now + waitMs);
        const lastTokens = atOnce ? 0 : waitMs + tokenMinutes * 60_000 + slackMs;
        await insertSigningKey(
          transaction,
          {
            id,
            sealedPrivateKey: seal.close({ service: "auth", holder: id }, pair.privateKey),
            publicKey: pair.publicKey,
            createdAt: new Date(now),
            activeFrom,
            retiresAt: null,
          },
          new Date(now + lastTokens),
        );
        logger.info({ keyId: id, activeFrom, atOnce }, "a new key for access tokens");
      }
      return open(await listSigningKeys(transaction, new Date(now)));
    });
  }

  /** Those that can be opened: what was sealed with a key that is lost still verifies, but signs no more. */
  function open(stored: readonly StoredSigningKey[]): OpenKey[] {
    return stored.flatMap((key) => {
      try {
        const text = seal.open({ service: "auth", holder: key.id }, key.sealedPrivateKey);
        return [{ ...key, key: privateKey.parse(text) }];
      } catch (err) {
        if (!(err instanceof SealError)) throw err;
        logger.error({ err, keyId: key.id }, "a key for access tokens can't be opened, and signs no more");
        return [];
      }
    });
  }
}

function signer(keys: readonly OpenKey[], now: number): OpenKey | undefined {
  return keys.findLast(({ activeFrom }) => activeFrom.getTime() <= now);
}
