import { ControlError } from "../control-error.ts";
import { type Grant, grantSchema } from "./grant.ts";
import type { Service } from "./service.ts";

/**
 * Changes what a token was granted, as its owner does on Airtable's page of tokens.
 *
 * @param grant a `grantSchema`
 * @throws ZodError for what is none, ControlError for a token or base there is not
 */
export function grantBase(service: Service, grant: unknown): Grant {
  const parsed = grantSchema.parse(grant);
  setGrant(service, parsed);
  service.dataFile?.append({ kind: "grant", ...parsed });
  return parsed;
}

/** @throws ControlError for a token or base there is not */
export function setGrant({ workspace }: Pick<Service, "workspace">, { token, baseId, permissionLevel }: Grant): void {
  const { bases } = workspace.tokens.get(token) ?? {};
  if (bases === undefined) throw new ControlError("there is no such token");
  if (!workspace.bases.has(baseId)) throw new ControlError(`there is no base ${baseId}`);
  const place = bases.findIndex(({ id }) => id === baseId);
  // Replaced, not changed in place: OAuth's tokens share grants with personal ones.
  const granted = permissionLevel === null ? [] : [{ id: baseId, permissionLevel }];
  if (place < 0) bases.push(...granted);
  else bases.splice(place, 1, ...granted);
}
