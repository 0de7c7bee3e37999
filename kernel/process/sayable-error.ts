/** An error whose message alone tells a person what to do: shown without a stack where a program starts. */
export class SayableError extends Error {}
