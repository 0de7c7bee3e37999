const codes = { unique: "23505", "foreign key": "23503" } as const;

/** Whether a statement failed because it would have broken a constraint of this kind. */
export function violates(error: unknown, constraint: keyof typeof codes): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === codes[constraint];
}
