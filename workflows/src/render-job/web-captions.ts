/** SubRip text as WebVTT, for the browser's own caption track. */
export function srtToVtt(srt: string): string {
  const lines = srt
    .split("\n")
    .map((line) =>
      line.includes(" --> ")
        ? line.replaceAll(",", ".")
        : line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    );
  return `WEBVTT\n\n${lines.join("\n")}`;
}
