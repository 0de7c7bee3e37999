import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";

const root = new URL("../../", import.meta.url);
const text = (file: string) => readFileSync(new URL(file, root), "utf8");
const instructions = text("Dockerfile")
  .replaceAll(/^#.*\n/gm, "")
  .replaceAll("\\\n", " ")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => {
    const [name = "", ...rest] = line.trim().split(/\s+/);
    return { name, rest, value: rest.join(" ") };
  });
const valuesOf = (name: string) => instructions.filter((i) => i.name === name).map(({ value }) => value);

/** What is copied from the repository, not from another stage. */
const sources = instructions
  .filter(({ name, rest }) => name === "COPY" && !rest[0]?.startsWith("--from"))
  .flatMap(({ rest }) => rest.slice(0, -1));

describe("the Dockerfile", () => {
  it.each(sources)("copies %s, which exists and which .dockerignore lets through", (source) => {
    expect(existsSync(new URL(source, root))).toBe(true);
    expect(text(".dockerignore").split("\n")).toContain(`!${source}`);
  });

  it("copies whatever the build compiles", () => {
    const { files } = JSON.parse(text("tsconfig.build.json")) as { files: string[] };
    for (const file of files) expect(sources).toContain(file.split("/")[0]);
  });

  it("takes a Node that package.json asks for, of one minor version", () => {
    const { engines } = JSON.parse(text("package.json")) as { engines: { node: string } };
    const [, leastMajor, leastMinor] = /^>=(\d+)\.(\d+)$/.exec(engines.node)?.map(Number) ?? [];
    const [base = "", ...stages] = valuesOf("FROM");
    const [, major = 0, minor = 0] = /^node:(\d+)\.(\d+)(?:\.\d+)?-bookworm-slim /.exec(base)?.map(Number) ?? [];
    expect(major).toBe(leastMajor);
    expect(minor).toBeGreaterThanOrEqual(leastMinor ?? Number.POSITIVE_INFINITY);
    for (const stage of stages) expect(stage).toMatch(/^base AS /);
  });

  it("runs Node itself, without rights, told to stop by SIGTERM", () => {
    const runtime = instructions.slice(instructions.findLastIndex(({ name }) => name === "FROM"));
    const last = (name: string) => runtime.findLast((instruction) => instruction.name === name)?.value;
    expect(last("USER")).toBe("node");
    expect(last("STOPSIGNAL")).toBe("SIGTERM");
    expect(last("ENTRYPOINT")).toBe("[]");
    expect(JSON.parse(last("CMD") ?? "")).toEqual(["node", "dist/router/main.js"]);
    expect(runtime.filter(({ name }) => name === "ENV").map(({ value }) => value)).toContainEqual(
      expect.stringContaining("NODE_ENV=production"),
    );
  });

  it("lets no .env file near the image", () => {
    expect(text(".dockerignore")).toMatch(/^(#.*\n)*\*\n/);
    expect(text(".dockerignore")).not.toMatch(/^!.*\.env/m);
  });
});
