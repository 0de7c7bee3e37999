import { SayableError } from "../kernel/process/sayable-error.ts";

/** Something a test asked of the emulator that cannot be done; the message says why. */
export class ControlError extends SayableError {
  override readonly name = "ControlError";
}
