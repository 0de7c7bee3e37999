import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { systemClock } from "../../../kernel/clock.ts";
import { tenantId } from "../../../kernel/identity/ids.ts";
import { connectionId } from "../ids.ts";
import type { ConnectionModel } from "../models.ts";
import type { OpenConnection } from "./open-connections.ts";
import { reachConnection } from "./reach-connection.ts";

const now = new Date(systemClock.now());

function open(status: ConnectionModel["status"] = "ACTIVE"): OpenConnection {
  const id = connectionId.parse(randomUUID());
  const airtableUserId = "usrAAAAAAAAAAAAAA";
  return {
    connection: {
      id,
      name: "Ours",
      method: "PERSONAL_ACCESS_TOKEN",
      status,
      airtableUserId,
      email: null,
      scopes: [],
      connectedAt: now,
      checkedAt: now,
    },
    access: {
      tenantId: tenantId.parse(randomUUID()),
      connectionId: id,
      cacheKey: id,
      airtableUserId,
      token: async () => "patSECRET",
      tokenRefused: async () => false,
      requestId: "request",
      runId: null,
      priority: "interactive",
      signal: undefined,
      onTurn: () => {},
    },
  };
}

const among = (...opened: OpenConnection[]) => ({ connections: async () => opened });

describe("reachConnection", () => {
  it("is the only one when none is named, and the one that is named", async () => {
    const [one, other] = [open(), open()];
    await expect(reachConnection(among(one), null)).resolves.toBe(one);
    await expect(reachConnection(among(one, other), other.connection.id)).resolves.toBe(other);
  });

  it("has to be named when there are several", async () => {
    const reaching = reachConnection(among(open(), open()), undefined);
    await expect(reaching).rejects.toMatchObject({ code: "BAD_USER_INPUT", extensions: { field: "connectionId" } });
  });

  it.each(["nothing", randomUUID()])("is not found by %j", async (id) => {
    await expect(reachConnection(among(open()), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("must not be revoked", async () => {
    const gone = open("REVOKED");
    await expect(reachConnection(among(gone), null)).rejects.toMatchObject({ code: "UPSTREAM_REJECTED" });
    await expect(reachConnection(among(gone, open()), gone.connection.id)).rejects.toMatchObject({
      code: "UPSTREAM_REJECTED",
    });
  });
});
