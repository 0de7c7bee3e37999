import { describeFailure } from "./describe-failure.ts";

/**
 * Runs a program that comes to an end by itself. Its exit code is 1 when `work` answers false or fails; like
 * `runProcess` it says in a sentence what a person can mend.
 */
export async function runCommand(work: () => Promise<boolean>): Promise<void> {
  try {
    process.exitCode = (await work()) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
