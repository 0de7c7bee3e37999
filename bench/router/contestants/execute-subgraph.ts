import type { Clock } from "../../../kernel/clock.ts";
import type { Executor } from "../../../kernel/executor/executor.ts";
import { createLocalExecutor } from "../../../kernel/executor/local-executor.ts";
import { createIdentityVerifier } from "../../../kernel/identity/signed-identity.ts";
import { publicKey } from "../../../kernel/identity/signing-key.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { buildSubgraphSchemas } from "../graph/subgraph-schemas.ts";
import type { SubgraphName } from "../graph/subgraph-sdl.ts";

/** What a subgraph tells the router's identities by. */
export interface IdentityKeys {
  readonly publicKey: string;
  readonly secret: Buffer;
}

/** One of the benchmark's subgraphs as Airgraph's own are: it believes signed identities alone. */
export function executeSubgraph(
  name: SubgraphName,
  { keys, clock, logger }: { keys: IdentityKeys; clock: Clock; logger: Logger },
): Executor {
  return createLocalExecutor({
    schema: buildSubgraphSchemas()[name],
    verifyIdentity: createIdentityVerifier({
      issuer: "router",
      audience: name,
      key: publicKey.parse(keys.publicKey),
      secret: keys.secret,
      clock,
    }),
    createContext: (scope) => scope,
    logger,
  });
}
