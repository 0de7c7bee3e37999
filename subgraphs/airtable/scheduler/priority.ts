/** Best first: somebody looks at the screen; a run goes on; nobody waits. */
export const priorities = ["interactive", "workflow", "background"] as const;

export type Priority = (typeof priorities)[number];
