import { call } from "../../app/api.ts";

/** Fetches the script's PDF. Throws like `call` when nobody answers or it is refused. */
export async function fetchScriptPdf(projectId: string): Promise<Blob> {
  const answer = fetch(`/api/projects/${projectId}/script.pdf`, { credentials: "same-origin" });
  return await call<Blob>(
    answer.then((response) => ({
      ok: response.ok,
      status: response.status,
      json: () => (response.ok ? response.blob() : response.json()),
    })),
  );
}

/** Offers a file to the person. */
export function saveBlob(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
