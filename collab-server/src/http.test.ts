import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { silentLog } from "@backlot/shared/server/logging";
import { listenTo, placeOf, textWithin } from "./http.ts";

test("COL-100: a body is counted while it is read, and not read beyond what may be", async () => {
  let given = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      given += 1;
      controller.enqueue(new Uint8Array(1_000));
    },
  });
  const request = new Request("http://collab/", { method: "POST", body, duplex: "half" });
  await expect(textWithin(request, 10_000)).rejects.toMatchObject({ code: "too-large", status: 413 });
  expect(given).toBeLessThan(20);
});

test("COL-100: a body within the limit arrives whole", async () => {
  const request = new Request("http://collab/", { method: "POST", body: "Ä film. 😀" });
  expect(await textWithin(request, 100)).toBe("Ä film. 😀");
  expect(await textWithin(new Request("http://collab/"), 100)).toBe("");
});

test("COL-100: somebody without a token is answered before their body has arrived", async () => {
  const server = createServer(
    listenTo(() => Promise.resolve(new Response("no", { status: 401 })), silentLog()),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const answer = new Promise<string>((resolve) => socket.once("data", (data) => resolve(data.toString())));
  socket.write("POST /internal/events HTTP/1.1\r\nhost: a\r\ncontent-length: 90000000\r\n\r\n{");
  expect(await answer).toMatch(/^HTTP\/1.1 401 [\s\S]*connection: close/i);
  socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test("COL-101: only a path is a place here", () => {
  const place = (url: string) => placeOf({ url } as IncomingMessage)?.pathname ?? null;
  expect(place("/collab?v=2")).toBe("/collab");
  expect(place("/")).toBe("/");
  const elsewhere = ["//", "//a/collab", "http://a/collab", "*", "", "collab", "/\\a/collab", "/\t/a/collab"];
  expect(elsewhere.filter((url) => place(url) !== null)).toEqual([]);
});
