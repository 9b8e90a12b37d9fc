import { expect, test } from "vitest";
import { silentLog } from "@backlot/shared/server/logging";
import { guarded } from "./guarded.ts";

const failing = () => Promise.reject(new Error("broken"));

test("COL-49: a hook that nobody waits for cannot reject, and one that refuses still refuses", async () => {
  const extension = guarded({ onChange: failing, onStateless: failing, beforeSync: failing }, silentLog());
  await expect(extension.onChange?.({} as never)).resolves.toBeUndefined();
  await expect(extension.onStateless?.({} as never)).resolves.toBeUndefined();
  await expect(extension.beforeSync?.({} as never)).rejects.toThrow("broken");
});
