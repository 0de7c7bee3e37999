import { parseArgs } from "node:util";
import { runCommand } from "../kernel/process/run-command.ts";
import { SayableError } from "../kernel/process/sayable-error.ts";
import { ownGateway } from "./federation-audit/own-gateway.ts";
import { printComparison } from "./federation-audit/print-comparison.ts";
import { runSuites } from "./federation-audit/run-suites.ts";
import { stockGateway } from "./federation-audit/stock-gateway.ts";

/**
 * `npm run audit -- PATH`: the public federation gateway audit, whose checkout lies at PATH, asked of Apollo's gateway and
 * of ours. Fails when ours passes less than Apollo's did when this was written, or fails a case that Apollo's passes.
 */
const leastPassed = 199;

await runCommand(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [checkout] = positionals;
  if (checkout === undefined || positionals.length > 1)
    throw new SayableError(
      "Usage: npm run audit -- PATH, the checkout of github.com/graphql-hive/federation-gateway-audit.",
    );
  const stock = await runSuites(checkout, stockGateway);
  const own = await runSuites(checkout, ownGateway);
  printComparison({ stock, own }, (line) => process.stdout.write(`${line}\n`));
  const passed = own.filter((result) => result.passed);
  const lost = stock.filter((result, place) => result.passed && own[place]?.passed !== true);
  return passed.length >= leastPassed && lost.length === 0;
});
