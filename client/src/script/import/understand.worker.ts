import { toAppError } from "@backlot/shared/errors/app-error";
import { formatOf } from "@backlot/shared/screenplay/script-format";
import { understandFdxStream, understandFile } from "@backlot/shared/screenplay/understand-file";
import type { Understood } from "@backlot/shared/screenplay/understood";
import type { FromReader, ToReader } from "./reader-messages.ts";

/** Reads one script file beside the page, so that a large or hostile one cannot stop the page; then it is done. */
const reader = globalThis as unknown as {
  onmessage: ((event: MessageEvent<ToReader>) => void) | null;
  postMessage: (message: FromReader) => void;
};
reader.onmessage = ({ data: { name, file } }) => {
  void (async () => {
    try {
      reader.postMessage({ understood: await understand(name, file) });
    } catch (thrown) {
      reader.postMessage({ failure: toAppError(thrown).toBody() });
    }
  })();
};

async function understand(name: string, file: Blob): Promise<Understood> {
  const head = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
  if (formatOf(name, head) === "fdx") return await understandFdxStream(piecesOf(file), file.size);
  return await understandFile(name, new Uint8Array(await file.arrayBuffer()));
}

/** A file piece by piece. Not every browser can go through a stream by itself. */
async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array> {
  const pieces = file.stream().getReader();
  for (;;) {
    const { done, value } = await pieces.read();
    if (done) return;
    yield value;
  }
}
