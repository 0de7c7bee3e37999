import { apiKeyId, userId } from "../../../kernel/identity/ids.ts";
import type { Starter } from "../starter.ts";

export function toStarterColumns(starter: Starter) {
  switch (starter.kind) {
    case "person":
      return { startedByKind: "person", startedBy: starter.userId } as const;
    case "machine":
      return { startedByKind: "machine", startedBy: starter.apiKeyId } as const;
  }
}

export function toStarter(row: { startedByKind: "person" | "machine"; startedBy: string }): Starter {
  return row.startedByKind === "person"
    ? { kind: "person", userId: userId.parse(row.startedBy) }
    : { kind: "machine", apiKeyId: apiKeyId.parse(row.startedBy) };
}
