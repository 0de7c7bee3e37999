import { describeFailure } from "./describe-failure.ts";

export interface Running {
  stop(): Promise<void>;
}

/** Ctrl-C reaches a program twice under npm, from the terminal and from npm itself. */
const sameKeypressMs = 500;

/**
 * Runs a program until it is told to stop: SIGINT or SIGTERM stops it in order, another one later at once. What a
 * person can mend (configuration, a taken port) is said in a sentence; anything else comes with its stack.
 */
export async function runProcess(start: () => Promise<Running>): Promise<void> {
  let stoppingSince: number | undefined;
  const starting = start();
  const stop = (signal: NodeJS.Signals) => {
    const now = Date.now();
    if (stoppingSince === undefined) {
      stoppingSince = now;
      void end(starting);
    } else if (now - stoppingSince > sameKeypressMs) {
      process.exit(signal === "SIGINT" ? 130 : 143);
    }
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    await starting;
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exit(1);
  }
}

/** A signal that comes while the program still starts waits for it, so that nothing is left half made. */
async function end(starting: Promise<Running>): Promise<void> {
  try {
    const running = await starting;
    await running.stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exit(1);
  }
}
