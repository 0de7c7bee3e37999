import { setting, text } from "../kernel/config/settings.ts";

export const settings = {
  port: setting("EMULATOR_PORT", text.port, { description: "Port of the Airtable emulator.", default: "8010" }),
  host: setting("EMULATOR_HOST", text.string, {
    description: "Address that the emulator listens on when it runs as a process of its own.",
    default: "127.0.0.1",
  }),
};
