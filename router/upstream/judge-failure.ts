import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { PostFailure } from "../../kernel/executor/http1/post-failure.ts";

/** What the failure of a call to a subgraph says. */
export interface Judgement {
  /** Whether it counts against the subgraph. */
  readonly blamesSubgraph: boolean;
  /** Whether asking again may help, if there is time and asking twice does no harm. */
  readonly mayPass: boolean;
}

const saysNothing: Judgement = { blamesSubgraph: false, mayPass: false };

/**
 * @param about.hadItsTime whether the subgraph had all of its own time: one who waits for a moment only can't tell that it is slow
 * @param about.isGivenUp whether whoever asked has gone
 */
export function judgeFailure(error: unknown, about: { hadItsTime: boolean; isGivenUp: boolean }): Judgement {
  if (about.isGivenUp || !(error instanceof AirgraphError)) return saysNothing;
  const kind = error.cause instanceof PostFailure ? error.cause.kind : undefined;
  switch (kind) {
    case "given up":
    case "closed":
    // It is this side that has too much to do.
    case "overloaded":
    // It would be as large again, and says more of the question than of the subgraph.
    case "too large":
      return saysNothing;
    case "unreached":
    case "late":
    case "broken":
    case "malformed":
    case undefined:
      if (error.code === "UPSTREAM_UNAVAILABLE") return { blamesSubgraph: true, mayPass: true };
      if (error.code === "TIMEOUT") return { blamesSubgraph: about.hadItsTime, mayPass: true };
      return saysNothing;
  }
}
