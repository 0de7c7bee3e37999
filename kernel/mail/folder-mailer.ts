import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logger.ts";
import type { Mailer } from "./mailer.ts";

/** For development and tests: mails land in a folder, one file each, and in the log, with the links in them. */
export function createFolderMailer(options: { folder: string; clock: Clock; logger: Logger }): Mailer {
  const { folder, clock, logger } = options;
  let written = 0;
  return {
    async send({ to, subject, text, messageKey }) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Sorted by name they are sorted by time, also those of one process that are of one millisecond.
      written += 1;
      const time = new Date(clock.now()).toISOString().replaceAll(":", "-");
      const file = join(folder, `${time}-${String(written).padStart(6, "0")}-${randomUUID()}.eml`);
      // Whoever looks into the folder never sees half a mail. Its links sign people in.
      const id = messageKey === undefined ? "" : `Message-ID: <${messageKey}@localhost>\n`;
      await writeFile(`${file}.part`, `To: ${to}\nSubject: ${subject}\n${id}\n${text}`, { mode: 0o600 });
      await rename(`${file}.part`, file);
      // Where the log is quiet, as with `npm start`, it is still wanted: there is nowhere else to read it.
      logger.warn({ file }, `mail to ${to}: ${subject}\n\n${text}`);
    },
  };
}
