import { settings as emulatorSettings } from "../../emulator/config.ts";
import { sampleToken, startEmulator } from "../../emulator/emulator.ts";
import { readConfig, setting, text } from "../../kernel/config/settings.ts";
import { toListenError } from "../../kernel/http/http-server.ts";
import { createLogger } from "../../kernel/logger.ts";
import { type Running, runProcess } from "../../kernel/process/run-process.ts";
import { processSettings } from "../../kernel/process/settings.ts";
import { startInOrder } from "../../kernel/process/start-in-order.ts";
import { registry } from "../../subgraphs/registry.ts";
import { bundleGraphiql } from "../bundle-graphiql.ts";
import { banner } from "./banner.ts";
import { prepareDemo } from "./demo.ts";
import { developmentEnvironment } from "./environment.ts";
import { developmentSettings } from "./settings.ts";

const settings = {
  ...processSettings,
  ...developmentSettings,
  emulatorPort: emulatorSettings.port,
  mailFolder: setting("MAIL_FOLDER", text.string, { description: "Folder that mails are written to." }),
  airtableUrl: setting("AIRTABLE_API_URL", text.url, { description: "Airtable's Web API." }),
};

/** `npm start`: everything that Airgraph needs and is, in this one process; Postgres beside it. */
await runProcess(() =>
  startInOrder(async (started) => {
    // Loading the code takes longer than starting Postgres, and does not need it.
    const [environment, { startRouter }] = await Promise.all([
      developmentEnvironment(say),
      import("../../router/start-router.ts"),
      ...Object.values(registry).map(({ load }) => load()),
      bundleGraphiql().catch((error: unknown) => say(`No GraphiQL: ${String(error)}`)),
    ]);
    started.push(environment);
    const { env } = environment;
    const { logLevel, logFormat, emulatorPort, airtableUrl, airtableToken, demoPassword, mailFolder } = readConfig(
      settings,
      env,
    );

    const ownAirtable = airtableUrl === `http://127.0.0.1:${emulatorPort}`;
    if (ownAirtable) {
      say("Airtable emulator: sample base");
      started.push(await startSampleAirtable(emulatorPort));
    }
    say("Router and subgraphs");
    const router = await startRouter({ env, logger: createLogger({ level: logLevel, format: logFormat }) });
    started.push(router);
    const token = airtableToken === "" ? sampleToken : airtableToken;
    const demo = await prepareDemo(router.url, { password: demoPassword, token, mailFolder });
    const airtable = ownAirtable ? `${airtableUrl} (emulator)` : airtableUrl;
    process.stdout.write(banner({ url: router.url, airtable, mails: mailFolder, demo }));
    return {};
  }),
);

async function startSampleAirtable(port: number): Promise<Running> {
  try {
    return await startEmulator({ port });
  } catch (error) {
    throw toListenError(error, port, "EMULATOR_PORT");
  }
}

function say(message: string): void {
  process.stderr.write(`· ${message}\n`);
}
