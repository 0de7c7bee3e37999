import { startServerProcess } from "./server-process.ts";

/** The emulator without limits in a process of its own. */
export function startEmulatorProcess(): Promise<{ url: string; stop(): Promise<void> }> {
  return startServerProcess("emulator/main.ts", ["--no-limits", "--port", "0"]);
}
