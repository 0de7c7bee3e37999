import type { JsonObject } from "../json.ts";
import type { UserDirectory } from "./model.ts";

/** A user as cells and comments show them; the id alone when nobody has it. */
export function userToJson(userId: string, users: UserDirectory): JsonObject {
  const user = users.byId.get(userId);
  return user === undefined ? { id: userId } : { id: user.id, email: user.email, name: user.name };
}
