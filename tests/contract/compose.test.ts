import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { startEmulator } from "../../emulator/emulator.ts";
import { configProblems, type Setting, type Settings } from "../../kernel/config/settings.ts";
import { healthAnswer } from "../../kernel/http/health.ts";
import { processSettings } from "../../kernel/process/settings.ts";
import { composeSettings, configuredParts } from "../../scripts/configured-parts.ts";
import { subgraphNames } from "../../subgraphs/registry.ts";

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: string[];
  readonly environment: Record<string, string>;
  readonly ports?: string[];
  readonly networks: string[];
  readonly secrets?: string[];
  readonly profiles?: string[];
  readonly depends_on?: Record<string, { condition: string; required?: boolean }>;
  readonly healthcheck?: { test: string[] };
  readonly restart?: string;
  readonly stop_grace_period?: string;
  readonly deploy?: { resources?: { limits?: { cpus?: string; memory?: string } } };
}

interface Compose {
  readonly services: Record<string, Service>;
  readonly networks: Record<string, { internal?: boolean }>;
  readonly secrets: Record<string, { file: string }>;
}

const root = new URL("../../", import.meta.url);
const source = readFileSync(new URL("docker-compose.yml", root), "utf8");
const compose = parse(source, { merge: true }) as Compose;
const services = Object.entries(compose.services);

/** The parts of Airgraph by service; Postgres is none. */
const ownNames = ["router", ...subgraphNames, "worker", "emulator"];
const own = services.filter(([name]) => ownNames.includes(name));
/** Those that answer over HTTP; a worker does not. */
const serving = own.filter(([name]) => name !== "worker");
let parts: ReadonlyMap<string, Settings>;

beforeAll(async () => {
  parts = new Map((await configuredParts()).map((part) => [part.name, part.settings]));
});

function settingsOf(name: string): Setting<unknown>[] {
  const settings = parts.get(name);
  if (settings === undefined) throw new Error(`no part is called ${name}`);
  return Object.values(settings);
}

/** Of every part. */
function allSettings(): Setting<unknown>[] {
  return [...parts.keys()].flatMap(settingsOf);
}

/** Secrets of a part, or of all, that come from outside. The database's address is put together in the file itself. */
function secretsOf(name?: string): Setting<unknown>[] {
  const settings = name === undefined ? allSettings() : settingsOf(name);
  return settings.filter(({ variable, secret }) => secret === true && variable !== "DATABASE_URL");
}

/** A value of the file as Compose makes it of what is set outside. */
function interpolate(value: string, outside: Readonly<Record<string, string>>): string {
  return value.replaceAll(/\$\{(\w+):([-+?])([^}]*)\}/g, (_all, name: string, operator: string, text: string) => {
    const given = outside[name] ?? "";
    if (operator === "?") return given === "" ? "required" : given;
    if (operator === "+") return given === "" ? "" : text;
    return given === "" ? text : given;
  });
}

/** The environment of a service. */
function environmentOf({ environment }: Service, outside: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, interpolate(value, outside)]));
}

function portOf(name: string): string | undefined {
  return parts.get(name)?.["port"]?.default;
}

/** `http://127.0.0.1:8000/health/ready`, from the program that Node is given. */
function probedUrl({ healthcheck }: Service): URL {
  return new URL(/https?:\/\/[^'"]+/.exec(healthcheck?.test.at(-1) ?? "")?.[0] ?? "");
}

describe("docker-compose.yml", () => {
  it("is valid by the Compose Specification's own schema", () => {
    // Ajv knows draft 7 by another address than the one this schema gives it.
    const { $schema: _, ...schema } = JSON.parse(
      readFileSync(fileURLToPath(new URL("compose-spec.json", import.meta.url)), "utf8"),
    ) as { $schema: string };
    const ajv = new Ajv({ strict: false, allErrors: true });
    expect([ajv.validate(schema, compose), ajv.errors]).toEqual([true, null]);
    expect(ajv.validate(schema, { services: { router: { comand: "node" } } })).toBe(false);
  });

  it("has a service for the router, every subgraph, workers, the emulator, and a Postgres", () => {
    expect(Object.keys(compose.services).sort()).toEqual([...ownNames, "postgres"].sort());
    expect(compose.services["postgres"]?.image).toMatch(/^postgres:1[6-9]/);
    const optional = services.filter(([, { profiles }]) => profiles !== undefined);
    expect(optional.map(([name]) => name)).toEqual(["worker", "emulator"]);
  });

  it.each(own)("runs %s from a program that the build makes", (name, { command = [] }) => {
    const [program, file = "", ...rest] = command;
    expect(program).toBe("node");
    expect(existsSync(new URL(file.replace(/^dist\/(.*)\.js$/, "$1.ts"), root))).toBe(true);
    const { files } = JSON.parse(readFileSync(new URL("tsconfig.build.json", root), "utf8")) as { files: string[] };
    expect(files.map((entry) => `dist/${entry.replace(/\.ts$/, ".js")}`)).toContain(file);
    expect(rest).toEqual(subgraphNames.some((subgraph) => subgraph === name) ? [name] : []);
  });

  it.each(own)("gives %s only what it reads", (name, { environment }) => {
    const files = secretsOf(name).map(({ variable }) => `${variable}_FILE`);
    const read = new Set([...settingsOf(name).map(({ variable }) => variable), ...files]);
    expect(Object.keys(environment).filter((variable) => !read.has(variable))).toEqual([]);
  });

  it.each(own)("gives %s whatever has no default", (name, { environment }) => {
    const needed = settingsOf(name).filter(({ default: fallback }) => fallback === undefined);
    expect(needed.filter(({ variable }) => !environment[variable]).map(({ variable }) => variable)).toEqual([]);
  });

  it.each(own)("lets every other setting of %s be set from outside, with the code's default", (name, service) => {
    const fixed = new Set([`${name.toUpperCase()}_PORT`, "HOST", "EMULATOR_HOST", "ROUTER_URL"]);
    const open = settingsOf(name)
      .filter(({ variable, secret, default: fallback }) => {
        const mustBeGiven = secret === true && fallback === undefined;
        return !mustBeGiven && !fixed.has(variable);
      })
      .filter(({ variable }) => !/^SUBGRAPH_[A-Z]+_URL$/.test(variable));
    for (const { variable } of open) expect(service.environment).toHaveProperty(variable, `\${${variable}:-}`);
  });

  it("lets each key that signs or opens something into the services only that do so", () => {
    const holders = (variable: string) =>
      services.filter(([, { environment }]) => variable in environment).map(([name]) => name);
    expect(holders("IDENTITY_PRIVATE_KEY")).toEqual(["router"]);
    expect(holders("DELEGATION_PRIVATE_KEY")).toEqual(["workflow", "worker"]);
    expect(holders("ENCRYPTION_KEY")).toEqual(["airtable", "workflow", "worker", "auth"]);
    expect(holders("ENCRYPTION_KEYS_FORMER")).toEqual(["airtable", "workflow", "worker", "auth"]);
    expect(holders("AIRTABLE_OAUTH_CLIENT_SECRET")).toEqual(["airtable"]);
    expect(holders("MAIL_SMTP_URL")).toEqual(["workflow", "worker", "auth"]);
    expect(holders("AUDIT_KEY")).toEqual(["airtable", "workflow", "auth"]);
    expect(holders("DATABASE_URL").sort()).toEqual([...subgraphNames, "worker"].sort());
  });

  it("holds no secret itself", () => {
    const secrets = new Set(secretsOf().map(({ variable }) => variable));
    for (const [, { environment }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (variable === "DATABASE_URL") expect(value).toMatch(/^postgres:\/\/\w+:\$\{POSTGRES_PASSWORD:\?[^}]+\}@/);
        else if (variable === composeSettings.postgresPassword.variable)
          expect(value).toMatch(/^\$\{POSTGRES_PASSWORD:\?[^}]+\}$/);
        else if (secrets.has(variable)) expect(value).toBe(`\${${variable}:-}`);
      }
    }
    const withoutInterpolation = source.replaceAll(/\$\{[^}]*\}/g, "");
    const long = withoutInterpolation.match(/[\w+=-]{32,}/g) ?? [];
    expect(long.filter((text) => !/^[A-Z_]+$/.test(text))).toEqual([]);
    expect(withoutInterpolation).not.toMatch(/:\/\/[^/\s:]+:[^@\s]+@/);
  });

  it.each(own)("starts %s with no secret missing", (name, service) => {
    const environment = environmentOf(service, {});
    const told = configProblems([parts.get(name) ?? {}], environment);
    const needed = secretsOf(name).filter(({ default: fallback }) => fallback === undefined);
    expect(told).toEqual(needed.map(({ variable, description }) => `${variable} is required: ${description}`));
  });

  it.each(own)("takes each secret of %s by value or by file, into that service alone", (name, service) => {
    const secrets = secretsOf(name).map(({ variable }) => variable);
    expect((service.secrets ?? []).toSorted()).toEqual(secrets.toSorted());
    for (const variable of secrets) {
      const byValue = environmentOf(service, { [variable]: "value" });
      expect([byValue[variable], byValue[`${variable}_FILE`]]).toEqual(["value", ""]);
      const outside = { [`${variable}_FILE`]: "./secret" };
      const byFile = environmentOf(service, outside);
      expect([byFile[variable], byFile[`${variable}_FILE`]]).toEqual(["", `/run/secrets/${variable}`]);
      expect(interpolate(compose.secrets[variable]?.file ?? "", outside)).toBe("./secret");
      expect(interpolate(compose.secrets[variable]?.file ?? "", {})).toBe("/dev/null");
    }
  });

  it("asks from outside only for settings, or what is documented as its own", () => {
    const asked = [...source.matchAll(/\$\{(\w+):[-+?]/g)]
      .map(([, name = ""]) => name)
      .filter((name) => name !== "NAME");
    const known = new Set([...allSettings(), composeSettings.postgresPassword].map(({ variable }) => variable));
    for (const { variable } of secretsOf()) known.add(`${variable}_FILE`);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  it("publishes the router's port and no other", () => {
    expect(services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(["router"]);
    expect(compose.services["router"]?.ports).toEqual([`${portOf("router")}:${portOf("router")}`]);
  });

  it("addresses every part by its service's name and its setting's port", () => {
    const { router, worker, workflow } = compose.services;
    for (const name of subgraphNames) {
      const variable = `SUBGRAPH_${name.toUpperCase()}_URL`;
      expect(router?.environment).toHaveProperty(variable, `http://${name}:${portOf(name)}`);
    }
    for (const asker of [workflow, worker])
      expect(asker?.environment["ROUTER_URL"]).toBe(`http://router:${portOf("router")}`);
    for (const [name, { environment }] of own)
      expect(environment[name === "emulator" ? "EMULATOR_HOST" : "HOST"]).toBe("0.0.0.0");
  });

  it("keeps everything on a network without a way out, except for the router's port, Airtable, mail and sign-in providers", () => {
    expect(compose.networks["internal"]).toEqual({ internal: true });
    const elsewhere = services.map(([name, { networks }]) => [name, networks.filter((n) => n !== "internal")] as const);
    expect(services.filter(([, { networks }]) => !networks.includes("internal"))).toEqual([]);
    expect(elsewhere.filter(([, networks]) => networks.length > 0)).toEqual([
      ["router", ["public"]],
      ["airtable", ["egress"]],
      ["workflow", ["egress"]],
      ["worker", ["egress"]],
      ["auth", ["egress"]],
    ]);
  });

  it.each(services)("limits CPU and memory of %s, and starts it again when it ends", (_name, service) => {
    expect(Number(service.deploy?.resources?.limits?.cpus)).toBeGreaterThan(0);
    expect(service.deploy?.resources?.limits?.memory).toMatch(/^\d+[MG]$/);
    expect(service.restart).toBe("unless-stopped");
  });

  it.each(own.filter(([name]) => name !== "emulator"))("gives %s the time to end in order", (_name, service) => {
    const needed = Number(processSettings.shutdownDelayMs.default) + Number(processSettings.shutdownGraceMs.default);
    expect(Number(/^(\d+)s$/.exec(service.stop_grace_period ?? "")?.[1]) * 1000).toBeGreaterThan(needed);
  });
});

describe("the order of starts", () => {
  it("waits only for services that tell their health", () => {
    for (const [, { depends_on: dependencies = {} }] of services) {
      for (const [name, { condition }] of Object.entries(dependencies)) {
        expect(condition).toBe("service_healthy");
        expect(compose.services[name]?.healthcheck?.test).toBeDefined();
      }
    }
  });

  it("is Postgres, subgraphs, router, in no circle", () => {
    const order: string[] = [];
    const visit = (name: string, path: readonly string[]) => {
      if (path.includes(name)) throw new Error(`a circle: ${[...path, name].join(" → ")}`);
      for (const dependency of Object.keys(compose.services[name]?.depends_on ?? {}))
        visit(dependency, [...path, name]);
      if (!order.includes(name)) order.push(name);
    };
    visit("router", []);
    expect([order[0], order.slice(1, -1).sort(), order.at(-1)]).toEqual([
      "postgres",
      [...subgraphNames].sort(),
      "router",
    ]);
    for (const [name] of services) visit(name, []);
  });

  it("starts the router without a subgraph that does not get healthy", () => {
    for (const dependency of Object.values(compose.services["router"]?.depends_on ?? {}))
      expect(dependency.required).toBe(false);
  });
});

describe("the health checks", () => {
  it.each(serving)("ask %s at its own port for a path that it answers", async (name, service) => {
    const url = probedUrl(service);
    expect([url.hostname, url.port, url.pathname]).toEqual(["127.0.0.1", portOf(name), "/health/ready"]);
    if (name === "emulator") {
      const emulator = await startEmulator();
      expect((await fetch(new URL(url.pathname, emulator.url))).status).toBe(200);
      await emulator.stop();
    } else {
      const request = { method: "GET", url: url.pathname } as IncomingMessage;
      expect(await healthAnswer(request, { notReady: async () => [] })).toMatchObject({ status: 200 });
    }
  });

  it.each([
    [200, 0],
    [503, 1],
  ])("end with the answer: HTTP %i is exit code %i", async (status, code) => {
    const server = createServer((_request, response) => response.writeHead(status).end()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const checks = serving.map(async ([, service]) => runProbe(service, port));
    expect(new Set(await Promise.all(checks))).toEqual(new Set([code]));
    server.close();
  });

  it("fail where nobody listens", async () => {
    expect(await runProbe(compose.services["router"], 1)).toBe(1);
  });
});

/** Runs a service's check as Docker would, only against another port. */
async function runProbe(service: Service | undefined, port: number): Promise<number | null> {
  const [kind, program = "", ...args] = service?.healthcheck?.test ?? [];
  expect([kind, program]).toEqual(["CMD", "node"]);
  const child = spawn(
    process.execPath,
    args.map((arg) => arg.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${port}`)),
  );
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}
