import { runCommand } from "../kernel/process/run-command.ts";
import { operate } from "./operate.ts";

/** An operator's command where Airgraph runs, configured by the environment alone: `operate-main.ts <command> …`. */
await runCommand(async () => operate(process.argv[2], process.argv.slice(3), process.env));
