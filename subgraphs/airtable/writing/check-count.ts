import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";

/** Records of one mutation. */
const maximumRecords = 1_000;

/** @throws AirgraphError BAD_USER_INPUT naming the argument, when there are more records than one mutation takes */
export function checkCount(argument: "records" | "ids", { length }: readonly unknown[]): void {
  if (length <= maximumRecords) return;
  throw new AirgraphError("BAD_USER_INPUT", `${argument} must hold at most ${maximumRecords}, got ${length}.`, {
    field: argument,
  });
}
