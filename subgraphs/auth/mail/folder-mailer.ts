import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../../kernel/clock.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Mailer } from "./mailer.ts";

/** For development and tests: mails land in a folder, one file each, and in the log, with the links in them. */
export function createFolderMailer(options: { folder: string; clock: Clock; logger: Logger }): Mailer {
  const { folder, clock, logger } = options;
  return {
    async send({ to, subject, text }) {
      await mkdir(folder, { recursive: true });
      // Sorted by name they are sorted by time.
      const file = join(folder, `${new Date(clock.now()).toISOString().replaceAll(":", "-")}-${randomUUID()}.eml`);
      // Whoever looks into the folder never sees half a mail.
      await writeFile(`${file}.part`, `To: ${to}\nSubject: ${subject}\n\n${text}\n`);
      await rename(`${file}.part`, file);
      logger.info({ to, subject, text }, "mail written");
    },
  };
}
