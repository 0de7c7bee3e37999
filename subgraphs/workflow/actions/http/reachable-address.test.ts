import { describe, expect, it } from "@jest/globals";
import { isReachable, privateNetworks } from "./reachable-address.ts";

describe("isReachable", () => {
  it.each([
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "168.63.129.16",
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "4000::1",
  ])("keeps %s from being reached", (address) => {
    expect(isReachable(address, [])).toBe(false);
  });

  it.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])("lets %s be", (address) => {
    expect(isReachable(address, [])).toBe(true);
  });

  it("lets a private network be reached that an operator permits, and no other", () => {
    const permitted = privateNetworks.parse("10.1.0.0/16, fd00::/64");
    expect(isReachable("10.1.2.3", permitted)).toBe(true);
    expect(isReachable("::ffff:10.1.2.3", permitted)).toBe(true);
    expect(isReachable("fd00::1", permitted)).toBe(true);
    expect(isReachable("10.2.0.1", permitted)).toBe(false);
    expect(isReachable("fd00:1::1", permitted)).toBe(false);
  });

  it("takes nothing but networks for networks", () => {
    expect(privateNetworks.safeParse("10.0.0.1").success).toBe(false);
    expect(privateNetworks.safeParse("everything").success).toBe(false);
    expect(privateNetworks.parse("")).toEqual([]);
  });
});
