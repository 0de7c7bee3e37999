import { generateSecrets, toEnvFile } from "./development/secrets.ts";

/** `npm run --silent secrets > .env`: a fresh set of production secrets, as an .env file holds them. */
const npmSpeaksToo =
  process.env["npm_lifecycle_event"] !== undefined && process.env["npm_config_loglevel"] !== "silent";
if (npmSpeaksToo && !process.stdout.isTTY) {
  process.stderr.write("npm would write two lines of its own into the file; use `npm run --silent secrets`.\n");
  process.exit(1);
}
process.stdout.write(toEnvFile(generateSecrets()));
