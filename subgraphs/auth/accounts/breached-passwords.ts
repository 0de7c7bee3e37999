import { createHash } from "node:crypto";
import type { Logger } from "../../../kernel/logger.ts";

/** Whether a password is in a list of those that became known somewhere. */
export type IsBreached = (password: string) => Promise<boolean>;

const timeoutMs = 2_000;
const longestAnswer = 4_000_000;

export const noList: IsBreached = async () => false;

/**
 * Asks a list as haveibeenpwned.com has it (`GET {url}/range/{first five characters of the SHA-1}`), which never learns
 * the password, nor its whole hash. When the list is away the password passes: people must be able to sign up.
 * @param url root of the list's API
 */
export function createBreachList({ url, logger }: { url: string; logger: Logger }): IsBreached {
  const root = url.replace(/\/+$/, "");
  return async (password) => {
    // SHA-1 is what the list is made of; it protects nothing here.
    const hash = createHash("sha1").update(password).digest("hex").toUpperCase();
    const [prefix, suffix] = [hash.slice(0, 5), hash.slice(5)];
    try {
      const response = await fetch(`${root}/range/${prefix}`, {
        // Answers of one length, so that who watches the line learns nothing from it.
        headers: { "add-padding": "true" },
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok) throw new Error(`the list answered ${response.status}`);
      return (await readText(response)).split("\n").some((line) => {
        const [known, count] = line.trim().split(":");
        // Padding has the count 0.
        return known?.toUpperCase() === suffix && count !== "0";
      });
    } catch (err) {
      logger.warn({ err }, "the list of breached passwords can't be asked: passwords are not looked up in it");
      return false;
    }
  };
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) throw new Error("the list's answer is too long");
  }
  return text;
}
