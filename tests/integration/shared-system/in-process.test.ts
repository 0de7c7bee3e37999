import { describe } from "@jest/globals";
import { oneSystemDoesAll } from "./shared-system.ts";

describe("Airgraph, in-process", () => oneSystemDoesAll("in-process"));
