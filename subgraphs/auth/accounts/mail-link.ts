import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";

/** One answer to every token that does nothing. */
export function badLink(): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", "The link is unknown, has expired or was used before.", {
    field: "token",
  });
}
