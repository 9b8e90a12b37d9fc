/**
 * The headless page of the previs worker: the same drawing as the viewfinder, reached through `window.previs`. Every call is
 * short, so that the worker can cancel between calls.
 */
import { changesAt } from "@backlot/shared/stage/at-frame";
import { stage as stageSchema, type Stage } from "@backlot/shared/stage/schema";
import { createStageRenderer, type StageRenderer } from "./renderer.ts";

type LoadRequest = {
  stage: Stage;
  width: number;
  height: number;
  pictures: { hash: string; url: string }[];
  slate: boolean;
  antialias: boolean;
};

type EncodeStart = { framesPerSecond: number; bitrate: number };

let renderer: StageRenderer | null = null;
let current: Stage | null = null;
let encoder: VideoEncoder | null = null;
let encoded: Uint8Array[] = [];
let encodeFailure: unknown = null;
let lastDrawn = -1;
let rate = 24;

function canvasOf(): HTMLCanvasElement {
  return document.querySelector("canvas") as HTMLCanvasElement;
}

async function toBase64(parts: BlobPart[]): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(new Error("The picture could not be read back.")));
    reader.readAsDataURL(new Blob(parts));
  });
  return url.slice(url.indexOf(",") + 1);
}

const previs = {
  /** The name of the graphics driver: tells llvmpipe, SwiftShader or a real GPU. */
  driver(): string {
    const gl = document.createElement("canvas").getContext("webgl2");
    const info = gl?.getExtension("WEBGL_debug_renderer_info");
    return gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "";
  },

  async load(request: LoadRequest): Promise<void> {
    const pictures = new Map<string, ImageBitmap>();
    for (const { hash, url } of request.pictures) {
      const blob = await (await fetch(url)).blob();
      const bitmap = await createImageBitmap(blob, { imageOrientation: "flipY" }).catch(() => null);
      if (bitmap) pictures.set(hash, bitmap);
    }
    current = stageSchema.parse(request.stage);
    const { width, height, slate, antialias } = request;
    // One renderer for all shots: its compiled shaders are what makes the second shot quick.
    if (renderer) renderer.configure({ width, height, slate, antialias });
    else renderer = createStageRenderer(canvasOf(), { width, height, slate, antialias });
    renderer.load(current, pictures);
    lastDrawn = -1;
  },

  /** What is held on the graphics side. */
  held(): { geometries: number; textures: number } {
    return renderer?.held() ?? { geometries: 0, textures: 0 };
  },

  /** Draws one frame and answers with its encoded bytes. */
  async still(frame: number, samples: number, type: "image/png" | "image/jpeg"): Promise<string> {
    renderer?.draw(frame, { samples });
    const blob = await new Promise<Blob | null>((resolve) => canvasOf().toBlob(resolve, type, 0.93));
    if (!blob) throw new Error("The browser gave no picture.");
    return toBase64([blob]);
  },

  /** Opens an H.264 stream; false where this browser cannot encode. */
  async startEncoding({ framesPerSecond, bitrate }: EncodeStart): Promise<boolean> {
    if (typeof VideoEncoder === "undefined") return false;
    const { width, height } = canvasOf();
    const config: VideoEncoderConfig = {
      codec: "avc1.640028",
      width,
      height,
      bitrate,
      framerate: framesPerSecond,
      latencyMode: "quality",
      avc: { format: "annexb" },
    };
    const supported = await VideoEncoder.isConfigSupported(config).catch(() => null);
    if (!supported?.supported) return false;
    encoded = [];
    encodeFailure = null;
    rate = framesPerSecond;
    encoder = new VideoEncoder({
      output: (chunk) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        encoded.push(bytes);
      },
      error: (failure) => {
        encodeFailure = failure;
      },
    });
    encoder.configure(config);
    return true;
  },

  /** Encodes frames `[from, to)`, drawing only those whose picture changes; answers with the bytes so far. */
  async encode(from: number, to: number, options: { onTwos: boolean; samples: number }): Promise<string> {
    if (!renderer || !current || !encoder) throw new Error("No shot is being encoded.");
    for (let frame = from; frame < to; frame += 1) {
      const shown = options.onTwos ? frame - (frame % 2) : frame;
      let changed = lastDrawn < 0;
      for (let at = lastDrawn + 1; at <= shown && !changed; at += 1) changed = changesAt(current, at);
      if (changed) renderer.draw(shown, { samples: options.samples });
      lastDrawn = Math.max(lastDrawn, shown);
      const picture = new VideoFrame(canvasOf(), {
        timestamp: Math.round((frame * 1e6) / rate),
        duration: Math.round(1e6 / rate),
      });
      encoder.encode(picture, { keyFrame: frame % 24 === 0 });
      picture.close();
      while (encoder.encodeQueueSize > 4)
        await new Promise((resolve) => encoder?.addEventListener("dequeue", resolve, { once: true }));
    }
    if (encodeFailure)
      throw encodeFailure instanceof Error ? encodeFailure : new Error("The encoder failed.");
    const parts = encoded;
    encoded = [];
    return toBase64(parts as BlobPart[]);
  },

  /** Ends the stream and answers with its last bytes. */
  async finishEncoding(): Promise<string> {
    await encoder?.flush();
    encoder?.close();
    encoder = null;
    const parts = encoded;
    encoded = [];
    return toBase64(parts as BlobPart[]);
  },
};

export type PrevisPage = typeof previs;

declare global {
  interface Window {
    previs: PrevisPage;
  }
}

window.previs = previs;
