import { describe } from "@jest/globals";
import { oneSystemDoesAll } from "./shared-system.ts";

describe("Airgraph, services", () => oneSystemDoesAll("services"));
