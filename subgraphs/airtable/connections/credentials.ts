import { z } from "zod";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import type { StoredConnection } from "../store/connections.ts";

/** What a connection proves itself with. Never logged, told or put into an error. */
export type Credentials =
  | { readonly method: "PERSONAL_ACCESS_TOKEN"; readonly token: string }
  | {
      readonly method: "OAUTH";
      readonly accessToken: string;
      readonly refreshToken: string;
      /** Of the access token. */
      readonly expiresAt: Date;
    };

const oauthText = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAt: z.iso.datetime().transform((text) => new Date(text)),
});

type Row = Pick<StoredConnection, "tenantId" | "id">;

export function sealCredentials(seal: Seal, { tenantId, id }: Row, credentials: Credentials): string {
  return seal.close({ tenantId, holder: id }, toText(credentials));
}

/** @throws SealError as `Seal.open` does */
export function openCredentials(
  seal: Seal,
  { tenantId, id, method, sealedCredentials }: Row & Pick<StoredConnection, "method" | "sealedCredentials">,
): Credentials {
  const text = seal.open({ tenantId, holder: id }, sealedCredentials);
  switch (method) {
    case "PERSONAL_ACCESS_TOKEN":
      return { method, token: text };
    case "OAUTH":
      return { method, ...oauthText.parse(JSON.parse(text)) };
  }
}

/** What goes into the header Authorization. */
export function tokenOf(credentials: Credentials): string {
  return credentials.method === "OAUTH" ? credentials.accessToken : credentials.token;
}

function toText(credentials: Credentials): string {
  if (credentials.method === "PERSONAL_ACCESS_TOKEN") return credentials.token;
  const { accessToken, refreshToken, expiresAt } = credentials;
  return JSON.stringify({ accessToken, refreshToken, expiresAt });
}
