import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { tenantId } from "../../../kernel/identity/ids.ts";
import { createPace } from "./pace.ts";

const newTenant = () => tenantId.parse(randomUUID());
const now = Date.UTC(2026, 10, 29);

describe("places in the queue", () => {
  it("are in the order in which turns are given, as long as nobody gives many at once", () => {
    const pace = createPace();
    const places = Array.from({ length: 50 }, (_, index) => pace.now(newTenant(), now + index * 200));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(new Set(places).size).toBe(50);
  });

  it("of who gives thousands at once are behind those of who comes later with a few", () => {
    const pace = createPace();
    const [many, few] = [newTenant(), newTenant()];
    const places = Array.from({ length: 10_000 }, () => pace.now(many, now));
    const later = pace.now(few, now + 1_000);
    expect(places.filter((place) => place <= later).length).toBeLessThan(100);
    expect(pace.now(many, now + 1_000)).toBeGreaterThanOrEqual(places.at(-1) ?? 0);
  });

  it("are moved by a run's priority", () => {
    const pace = createPace();
    const usual = pace.now(newTenant(), now);
    expect(pace.now(newTenant(), now, 1)).toBeLessThan(usual);
    expect(pace.now(newTenant(), now, 500)).toBeGreaterThan(usual);
  });

  it("of turns that are for later hold up nothing", () => {
    const pace = createPace();
    const tenant = newTenant();
    const later = pace.later(now + 86_400_000);
    expect(pace.now(tenant, now)).toBeLessThan(later);
    expect(pace.now(tenant, now + 100)).toBe(pace.now(newTenant(), now + 100));
  });
});
