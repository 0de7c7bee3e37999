import { z } from "zod";
import { maskError } from "../../../kernel/errors/mask-error.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Told } from "./journal.ts";

/** What may be told of an error; what nobody outside should know is logged under an id instead. */
export function toldOf(error: unknown, logger: Logger): Told {
  const { extensions, message } = maskError(error, logger);
  const retryAfterMs = z.number().safeParse(extensions?.["retryAfterMs"]).data;
  return { code: String(extensions?.["code"]), message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
