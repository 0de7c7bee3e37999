import { settings as emulatorSettings } from "../../emulator/config.ts";
import { type Env, setting, text } from "../../kernel/config/settings.ts";
import { settings as routerSettings } from "../../router/config.ts";

/** What only `npm start` and its kin read. */
export const developmentSettings = {
  dataFolder: setting("AIRGRAPH_DATA", text.string, {
    description: "Folder for what a development machine keeps: the embedded Postgres and generated secrets.",
    default: ".airgraph",
  }),
  airtableToken: setting("AIRTABLE_TOKEN", text.string, {
    description: "Personal access token that the demo tenant is connected with. Empty: the emulator's.",
    default: "",
  }),
  demoPassword: setting("DEMO_PASSWORD", text.string, {
    description: "Password of the user `demo`. Made once, and kept in the data folder.",
    secret: true,
  }),
};

/** What development sets for all parts unless it is given, where that differs from the settings' own defaults. */
export function developmentDefaults(given: Env): Env {
  const emulatorPort = given[emulatorSettings.port.variable] ?? emulatorSettings.port.default;
  const routerPort = given[routerSettings.port.variable] ?? routerSettings.port.default;
  return {
    LOG_FORMAT: "pretty",
    LOG_LEVEL: "warn",
    SANDBOX: "true",
    COOKIE_SECURE: "false",
    AIRTABLE_API_URL: `http://127.0.0.1:${emulatorPort}`,
    ROUTER_URL: `http://127.0.0.1:${routerPort}`,
    CORS_ORIGINS: "https://studio.apollographql.com",
  };
}
