import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Browser, Page } from "puppeteer-core";
import { bundleGraphiql } from "../../scripts/bundle-graphiql.ts";
import { StartRun } from "../integration/operations.ts";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";
import { builtPath } from "../support/built-programs.ts";
import { findChromium, startChromium } from "../support/chromium.ts";
import { expectData } from "../support/client.ts";
import { firstDeal } from "../support/sample-records.ts";
import { type SignedIn, signUpConnected } from "../support/signed-in.ts";

const chromium = findChromium();

(chromium === undefined ? describe.skip : describe)("GraphiQL in a browser", () => {
  let airgraph: Airgraph;
  let person: SignedIn;
  let browser: Browser;
  let page: Page;
  /** Everything that the page asked for. */
  const asked: string[] = [];
  /** What the browser's console would show in red. */
  const complaints: string[] = [];

  beforeAll(async () => {
    [airgraph, browser] = await Promise.all([
      startAirgraph("in-process"),
      startChromium(chromium ?? ""),
      bundleGraphiql(builtPath("router/landing/graphiql")),
    ]);
    person = await signUpConnected(airgraph);
    page = await browser.newPage();
    page.setDefaultTimeout(50_000);
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(`${airgraph.url}/graphiql`);
  }, 120_000);

  afterAll(async () => {
    // Whichever of them has started.
    await browser?.close();
    await airgraph?.stop();
  });

  it("signs in, and puts the token into the headers", async () => {
    await page.locator('button[aria-label="Show Sign in"]').click();
    await page.locator('input[name="login"]').fill(person.login);
    await page.locator('input[name="password"]').fill("a wrong password");
    await page.locator(".sign-in button").click();
    expect(await textOf('.sign-in [role="alert"]')).toContain("password");
    await page.locator('input[name="password"]').fill(person.password);
    await page.locator(".sign-in button").click();
    expect(await textOf('.sign-in [role="status"]')).toContain(person.login);
    expect(await textOf('section[aria-label="Headers"]')).toMatch(/"Authorization": *"Bearer ey/);
  });

  it("runs a query with them, and checks it against the schema as it is typed", async () => {
    await enter("{ bases { name nme } }");
    await page.waitForSelector(".graphiql-query-editor .squiggly-error");
    await enter("{ bases { name } }");
    await run();
    expect(await answer(/"bases"[^]*"name"/)).not.toContain("errors");
  });

  it("knows the bases of the tenant that is signed in", async () => {
    // In short lines: of long ones the editor shows the end, and has no place to click at.
    await enter("{ salesCrm {\ndeals(first: 1) {\nnodes { name stage\ncompany { name } } } } }");
    await run();
    expect(await answer(/"salesCrm"[^]*"stage"/)).not.toContain("errors");
  });

  it("shows a subscription's events as they come", async () => {
    const { url } = airgraph;
    const recordId = await firstDeal(airgraph, person.token);
    const { startRun } = await expectData(
      url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: recordId } } },
      person.token,
    );
    await enter(`subscription { runUpdated(id: "${startRun.run.id}") { kind run { status } } }`);
    await run();
    await answer(/"runUpdated"[^]*"SUCCEEDED"/);
  });

  it("remembers the headers while the tab is open, and nothing after", async () => {
    await page.reload();
    expect(await textOf('section[aria-label="Headers"]')).toMatch(/"Authorization": *"Bearer ey/);
    expect(await page.evaluate("localStorage.length")).toBe(0);
  });

  it("asked nobody but the endpoint, and breaks no rule of its own", () => {
    const origin = new URL(airgraph.url).host;
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((url) => !url.startsWith("data:") && new URL(url).host !== origin)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  async function textOf(selector: string): Promise<string> {
    const element = await page.waitForSelector(selector, { visible: true });
    // Editors write blanks so that they don't collapse.
    return (await element?.evaluate(({ textContent }) => textContent ?? ""))?.replaceAll("\u00a0", " ") ?? "";
  }

  /** Pasted: of brackets that are typed the editor writes the other ones itself. */
  async function enter(query: string): Promise<void> {
    await page.locator(".graphiql-query-editor .view-lines").click();
    await page.keyboard.down("Control");
    await page.keyboard.press("KeyA");
    await page.keyboard.up("Control");
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", ${JSON.stringify(query)});
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    }`);
  }

  async function run(): Promise<void> {
    await page.locator(".graphiql-execute-button").click();
  }

  /** What the page shows as the answer, once that looks as expected. */
  async function answer(expected: RegExp): Promise<string> {
    const shown = await page.waitForFunction(
      `(document.querySelector(".result-window .view-lines")?.textContent ?? "").match(/${expected.source}/)?.input`,
    );
    return String(await shown.jsonValue());
  }
});
