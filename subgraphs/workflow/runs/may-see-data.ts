import type { Caller } from "../../../kernel/identity/caller.ts";
import type { Starter } from "../starter.ts";

/**
 * Whether somebody may see what went through a run or a saga: cells, for example, that a data policy keeps from them. It
 * was read with the rights of whoever it acted for, so they may; others need a scope of its own.
 */
export function maySeeData(caller: Caller, { startedBy }: { readonly startedBy: Starter }): boolean {
  if (caller.kind !== "person" && caller.kind !== "machine") return false;
  if (caller.scopes.includes("runs:data")) return true;
  return caller.kind === "person"
    ? startedBy.kind === "person" && startedBy.userId === caller.userId
    : startedBy.kind === "machine" && startedBy.apiKeyId === caller.apiKeyId;
}
