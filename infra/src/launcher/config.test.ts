import { expect, test } from "vitest";
import { readLauncherConfig } from "./config.ts";

test("needs no setting at all", () => {
  const config = readLauncherConfig({});
  expect(config.dataDir).toMatch(/\/\.backlot$/);
  expect(config).toMatchObject({ port: undefined, host: "127.0.0.1", engine: "embedded" });
});

test.each([
  ["BACKLOT_PORT", "seventy", "give a port number"],
  ["BACKLOT_PORT", "70000", "give a port from 0 to 65535"],
  ["TEMPORAL_ADDRESS", "temporal", "give a host and a port"],
  ["TEMPORAL_TLS", "on", "give true or false"],
  ["BACKLOT_LOG_LEVEL", "verbose", "give trace, debug, info, warn, error, fatal or silent"],
  ["BACKLOT_ENGINE", "maybe", "give embedded or off"],
])("STA-2: stops at %s=%s with a sentence that names it", (variable, value, advice) => {
  const read = () => readLauncherConfig({ TEMPORAL_ADDRESS: "host:7233", [variable]: value });
  expect(read).toThrow(`${variable} is set to "${value}", which will not do: ${advice}`);
});

test("STA-2: the address of a database is not shown, since it may hold a password", () => {
  const read = () => readLauncherConfig({ DATABASE_URL: "mydb" });
  expect(read).toThrow(
    "DATABASE_URL is set to a value, which will not do: give an address such as postgres://",
  );
});
