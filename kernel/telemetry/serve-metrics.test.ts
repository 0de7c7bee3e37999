import { afterEach, describe, expect, it } from "@jest/globals";
import { freePort } from "../../tests/support/free-port.ts";
import { PortTakenError } from "../http/http-server.ts";
import { silentLogger } from "../logger.ts";
import { noMetrics } from "./metrics.ts";
import { serveMetrics } from "./serve-metrics.ts";

const started: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of started.splice(0)) await stop();
});

async function serve(port: number) {
  const served = await serveMetrics({ env: { METRICS_PORT: String(port) }, logger: silentLogger });
  started.push(served.stop);
  return { ...served, url: `http://127.0.0.1:${port}` };
}

describe("serveMetrics", () => {
  it("serves what was counted as Prometheus reads it, gauges as they are at that moment", async () => {
    const { metrics, url } = await serve(await freePort());
    const count = metrics.counter({ name: "things_total", help: "Things.", labels: ["kind"] });
    const observe = metrics.histogram({ name: "wait_seconds", help: "Waits.", labels: ["kind"], buckets: [0.1, 1] });
    let length = 1;
    metrics.gauge({ name: "length", help: "Length.", read: () => length });
    count({ kind: "a" })();
    count({ kind: "a" })();
    count({ kind: 'the "odd" \\ one' })(3);
    observe({ kind: "b" })(0.5);
    observe({ kind: "b" })(1);
    observe({ kind: "b" })(7);
    length = 7;

    const response = await fetch(`${url}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=/);
    const lines = (await response.text()).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "# TYPE things_total counter",
        'things_total{kind="a"} 2',
        'things_total{kind="the \\"odd\\" \\\\ one"} 3',
        "# TYPE wait_seconds histogram",
        'wait_seconds_bucket{kind="b",le="0.1"} 0',
        'wait_seconds_bucket{kind="b",le="1"} 2',
        'wait_seconds_bucket{kind="b",le="+Inf"} 3',
        'wait_seconds_sum{kind="b"} 8.5',
        'wait_seconds_count{kind="b"} 3',
        "length 7",
      ]),
    );
  });

  it("tells what the process takes", async () => {
    const { url } = await serve(await freePort());
    const text = await (await fetch(`${url}/metrics`)).text();
    const valueOf = (name: string) =>
      Number(
        text
          .split("\n")
          .find((each) => each.startsWith(`${name} `))
          ?.split(" ")[1],
      );
    expect(valueOf("process_cpu_seconds_total")).toBeGreaterThan(0);
    expect(valueOf("process_resident_memory_bytes")).toBeGreaterThan(1e6);
    expect(valueOf("nodejs_heap_size_used_bytes")).toBeGreaterThan(1e6);
    expect(valueOf('nodejs_eventloop_lag_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0);
  });

  it("answers nothing else", async () => {
    const { url } = await serve(await freePort());
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: "POST" })).status).toBe(404);
  });

  it("keeps the metrics of two programs in one process apart", async () => {
    const about = { name: "things_total", help: "Things.", labels: [] };
    const one = await serve(await freePort());
    const other = await serve(await freePort());
    one.metrics.counter(about)({})();
    other.metrics.counter(about)({});
    expect(await (await fetch(`${one.url}/metrics`)).text()).toContain("things_total 1");
    expect(await (await fetch(`${other.url}/metrics`)).text()).toContain("things_total 0");
  });

  it("listens to nothing without a port, and no longer when stopped", async () => {
    expect((await serveMetrics({ env: {}, logger: silentLogger })).metrics).toBe(noMetrics);
    const { url, stop } = await serve(await freePort());
    await stop();
    started.pop();
    await expect(fetch(`${url}/metrics`)).rejects.toThrow();
  });

  it("says which setting to change when the port is taken", async () => {
    const port = await freePort();
    await serve(port);
    const again = serve(port);
    await expect(again).rejects.toThrow(PortTakenError);
    await expect(again).rejects.toThrow("METRICS_PORT");
  });
});
