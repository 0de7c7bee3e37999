import { describe } from "@jest/globals";
import { typedGraphsDoAll } from "./typed-graphs.ts";

describe("typed graphs, in-process", () => typedGraphsDoAll("in-process"));
