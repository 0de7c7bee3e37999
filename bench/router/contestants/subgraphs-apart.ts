import { systemClock as clock } from "../../../kernel/clock.ts";
import { serveExecutor } from "../../../kernel/executor/serve-executor.ts";
import { createLogger } from "../../../kernel/logger.ts";
import { type SubgraphName, subgraphNames } from "../graph/subgraph-sdl.ts";
import { executeSubgraph } from "./execute-subgraph.ts";

/**
 * The subgraphs in a process beside the router, served as Airgraph's own services are. Forked by airgraph.ts with the public key
 * and the secret of identities; tells it the addresses, and ends with it.
 */
const [, , publicKey = "", secret = ""] = process.argv;
const logger = createLogger({ level: "info", format: "json" });
const keys = { publicKey, secret: Buffer.from(secret, "base64") };

process.once("disconnect", () => process.exit(0));
const urls: [SubgraphName, string][] = [];
for (const name of subgraphNames) {
  const { url } = await serveExecutor({
    executor: executeSubgraph(name, { keys, clock, logger }),
    host: "127.0.0.1",
    port: 0,
    portVariable: "",
    graceMs: 0,
    health: { notReady: async () => [] },
    logger,
  });
  urls.push([name, url]);
}
process.send?.(urls);
