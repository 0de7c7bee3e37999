import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";

/** What one answer may still carry of contents, which have to fit into memory all at once. */
export interface ContentBudget {
  /** @throws AirgraphError COST_LIMIT_EXCEEDED when fewer bytes are left; nothing is spent then */
  spend(bytes: number): void;
}

const maximumBytes = 16 * 1024 * 1024;

/** Made anew for each request. */
export function createContentBudget(): ContentBudget {
  let left = maximumBytes;
  return {
    spend(bytes) {
      if (bytes > left) {
        throw new AirgraphError(
          "COST_LIMIT_EXCEEDED",
          `One operation reads at most ${maximumBytes} bytes of contents; ask for fewer files at a time.`,
          { maximumBytes },
        );
      }
      left -= bytes;
    },
  };
}
