/** Ends a function whose `switch` covers every case: a case added later fails to compile here, not at run time. */
export function unreachable(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
