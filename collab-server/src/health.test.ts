import { expect, test } from "vitest";
import { silentLog } from "@backlot/shared/server/logging";
import { openTestDatabase } from "./collab-fixture.ts";
import { healthCheck, type CollabFigures } from "./health.ts";

test("API-16: the live documents fail without their database, and are degraded while the bus is away", async () => {
  const database = await openTestDatabase();
  const figures: CollabFigures = { documents: 0, sleeping: 0, connections: 0, pendingRows: 0, bus: "alone" };
  const ask = healthCheck({ db: database.db, log: silentLog(), figures: () => figures });
  expect(await ask()).toEqual({ status: "ok", parts: { database: { state: "ok" } } });

  figures.bus = "reachable";
  expect(await ask()).toMatchObject({ status: "ok", parts: { bus: { state: "ok" } } });
  figures.bus = "away";
  expect(await ask()).toMatchObject({ status: "degraded", parts: { bus: { state: "failing" } } });

  database.setAway(true);
  expect(await ask()).toMatchObject({ status: "failing", parts: { database: { state: "failing" } } });
  database.setAway(false);
  await database.close();
});
