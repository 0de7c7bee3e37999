import { spawn } from "node:child_process";
import { once } from "node:events";

export interface EmulatorProcess {
  readonly url: string;
  /** As `kill -9`: resolves once the process is gone. */
  kill(): Promise<void>;
}

/** The emulator as a process of its own, on a free port and without limits. @param options of its command line */
export async function startEmulatorProcess(...options: readonly string[]): Promise<EmulatorProcess> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "emulator/main.ts", "--port", "0", "--no-limits", ...options],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const exit = once(child, "exit");
  const [line] = await Promise.race([once(child.stdout, "data"), exit.then(() => [])]);
  const url = /http:\S+/.exec(String(line))?.[0];
  if (url === undefined) throw new Error(`the emulator did not start: ${String(line)}`);
  return {
    url,
    kill: async () => {
      child.kill("SIGKILL");
      await exit;
    },
  };
}
