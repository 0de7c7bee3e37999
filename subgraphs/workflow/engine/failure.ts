import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { isErrorCode } from "../../../kernel/errors/error-code.ts";
import { maskError } from "../../../kernel/errors/mask-error.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { mayHaveEffect, mayPass } from "../actions/outcome.ts";

/** Why something failed, as far as it may be told. */
export interface Told {
  readonly code: string;
  readonly message: string;
}

/** An attempt that failed. */
export interface Failure extends Told {
  /** Whether another attempt may succeed. */
  readonly mayPass: boolean;
  /** Whether something may have been done all the same. */
  readonly mayHaveEffect: boolean;
  /** When another attempt is worth while, if it was said. */
  readonly retryAfterMs?: number;
}

/** What may be told of an error; what nobody outside should know is logged under an id instead. */
export function toldOf(error: unknown, logger: Logger): Told {
  const { extensions, message } = maskError(error, logger);
  return { code: String(extensions?.["code"]), message };
}

export function failureOf(error: unknown, logger: Logger): Failure {
  const told = toldOf(error, logger);
  if (!(error instanceof AirgraphError)) return { ...told, mayPass: false, mayHaveEffect: true };
  const retryAfterMs = z.number().safeParse(error.extensions["retryAfterMs"]).data;
  return {
    ...told,
    mayPass: isErrorCode(told.code) && mayPass(told.code),
    mayHaveEffect: mayHaveEffect(error),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
