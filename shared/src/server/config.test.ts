import { expect, test } from "vitest";
import { z } from "zod";
import { port, readConfig } from "./config.ts";
import { nodeVersionProblem } from "./node-version.ts";

const schema = z.object({ PORT: port.default(4400), NAME: z.string() });

test("reads settings and fills in defaults, an empty value counting as unset", () => {
  expect(readConfig(schema, { NAME: "studio", PORT: "" })).toEqual({ NAME: "studio", PORT: 4400 });
});

test("names every variable that will not do", () => {
  const read = () => readConfig(schema, { PORT: "many" });
  expect(read).toThrow('PORT is set to "many", which will not do: give a port number.');
  expect(read).toThrow("NAME is not set.");
});

test("STA-2: a secret that will not do is named and not shown", () => {
  const secrets = z.object({
    SERVICE_TOKEN: z.string().min(32, "give more"),
    DATABASE_URL: z.url("give one"),
  });
  const read = () => readConfig(secrets, { SERVICE_TOKEN: "hunter2", DATABASE_URL: "ana:hunter2@host" });
  expect(read).toThrow("SERVICE_TOKEN is set to a value, which will not do: give more.");
  expect(read).toThrow(expect.objectContaining({ message: expect.not.stringContaining("hunter2") }));
});

test("tells somebody with an older Node to use npm start", () => {
  expect(nodeVersionProblem("22.18.0")).toContain("use npm start");
  expect(nodeVersionProblem("24.21.0")).toBeNull();
});
