/** Endings of files that are read as scripts. */
export const scriptEndings = [".fountain", ".fdx", ".txt", ".pdf", ".spmd", ".md"] as const;
