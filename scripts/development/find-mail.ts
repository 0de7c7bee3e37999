import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const patienceMs = 10_000;

/**
 * Waits for a mail in the folder that mails are written to where no mail server is.
 * @returns the token in the link of the newest mail to this address whose link leads to that page
 */
export async function findMailedToken(folder: string, { to, page }: { to: string; page: string }): Promise<string> {
  const link = new RegExp(`/${page}\\?token=([\\w-]+)`);
  for (let waited = 0; waited < patienceMs; waited += 20) {
    const texts = await readMails(folder);
    const found = texts.filter((text) => text.includes(`To: ${to}\n`)).map((text) => link.exec(text)?.[1]);
    const token = found.findLast((text) => text !== undefined);
    if (token !== undefined) return token;
    await delay(20);
  }
  throw new Error(`no mail to ${to} with a link to /${page} in ${folder}`);
}

/** Oldest first. */
async function readMails(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const mails = names.filter((name) => name.endsWith(".eml")).sort();
  return Promise.all(mails.map(async (name) => readFile(join(folder, name), "utf8")));
}
