/**
 * From linear light to the picture: averages lens samples, blurs what is out of focus where only one sample was taken, and
 * lays the film curve over it.
 */
import {
  AdditiveBlending,
  DepthTexture,
  FloatType,
  HalfFloatType,
  LinearFilter,
  Mesh,
  NearestFilter,
  NoBlending,
  OrthographicCamera,
  PlaneGeometry,
  Scene,
  ShaderMaterial,
  UnsignedIntType,
  Vector2,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";

const vertex = "varying vec2 at; void main() { at = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }";

const addFragment =
  "varying vec2 at; uniform sampler2D source; uniform float weight; void main() { gl_FragColor = texture2D(source, at) * weight; }";

// Blur: a disc of some taps as wide as the circle of confusion of the thin lens, taking only light from points that are
// themselves blurred enough to reach here, so that a sharp face does not bleed into the wall behind it.
const finishFragment = (taps: number, probes: number) => `
varying vec2 at;
uniform sampler2D source;
uniform sampler2D depth;
uniform vec2 texel;
uniform float near, far, focus, pupil, blurScale, maxBlur, exposure, blurOn;
float metres(vec2 p) { float z = texture2D(depth, p).x * 2.0 - 1.0; return 2.0 * near * far / (far + near - z * (far - near)); }
float blurOf(float d) { return min(maxBlur, pupil * abs(d - focus) / d * blurScale); }
vec3 film(vec3 x) { x *= 0.78; return clamp((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0); }
void main() {
  vec3 light = texture2D(source, at).rgb;
  if (blurOn > 0.5) {
    float here = metres(at);
    float own = blurOf(here);
    float reach = own;
    for (int i = 0; i < ${probes}; i++) {
      float a = float(i) * ${(6.2832 / probes).toFixed(4)};
      vec2 p = at + vec2(cos(a), sin(a)) * maxBlur * 0.6 * texel;
      float d = metres(p);
      if (d < here) reach = max(reach, blurOf(d) * 0.9);
    }
    if (reach > 0.8) {
      vec3 sum = light; float total = 1.0;
      for (int i = 1; i <= ${taps}; i++) {
        float r = sqrt(float(i) / ${taps}.0) * reach;
        float a = float(i) * 2.39996;
        vec2 p = at + vec2(cos(a), sin(a)) * r * texel;
        float d = metres(p);
        float c = blurOf(d);
        float w = d > here + 0.05 ? min(c, own) : c;
        w = smoothstep(r - 1.5, r + 0.5, w) + 0.001;
        sum += texture2D(source, p).rgb * w; total += w;
      }
      light = sum / total;
    }
  }
  light *= exposure;
  vec2 v = at - 0.5;
  light *= 1.0 - dot(v, v) * 0.36;
  // A little of the light of each colour spills into the others, as on film: strong lamps wash out instead of burning.
  float grey = dot(light, vec3(0.25, 0.6, 0.15));
  light = mix(vec3(grey), light, 0.8) + 0.004;
  vec3 c = film(light);
  gl_FragColor = vec4(mix(1.055 * pow(c, vec3(0.41666)) - 0.055, c * 12.92, step(c, vec3(0.0031308))), 1.0);
}`;

export type Focus = {
  near: number;
  far: number;
  focus: number;
  pupilRadius: number;
  lensMm: number;
  sensorWidthMm: number;
};

export type Lens = ReturnType<typeof createLens>;

/** The targets and passes of one picture size. */
export function createLens(renderer: WebGLRenderer, width: number, height: number, antialias: boolean) {
  const depthTexture = new DepthTexture(width, height, UnsignedIntType);
  depthTexture.minFilter = NearestFilter;
  depthTexture.magFilter = NearestFilter;
  const shot = new WebGLRenderTarget(width, height, {
    type: HalfFloatType,
    depthTexture,
    samples: antialias ? 4 : 0,
    minFilter: LinearFilter,
    magFilter: LinearFilter,
  });
  const sum = new WebGLRenderTarget(width, height, { type: FloatType, depthBuffer: false });
  const camera = new OrthographicCamera(-1, 1, 1, -1, 0, 1);
  const quad = new PlaneGeometry(2, 2);
  const addMaterial = new ShaderMaterial({
    vertexShader: vertex,
    fragmentShader: addFragment,
    uniforms: { source: { value: shot.texture }, weight: { value: 1 } },
    blending: AdditiveBlending,
    premultipliedAlpha: true,
    transparent: true,
    depthTest: false,
    depthWrite: false,
  });
  addMaterial.blending = AdditiveBlending;
  const finishMaterial = new ShaderMaterial({
    vertexShader: vertex,
    // Without a GPU the blur costs more than the scene, and a small picture has small discs.
    fragmentShader: width > 800 ? finishFragment(22, 6) : finishFragment(9, 4),
    uniforms: {
      source: { value: shot.texture },
      depth: { value: depthTexture },
      texel: { value: new Vector2(1 / width, 1 / height) },
      near: { value: 0.1 },
      far: { value: 100 },
      focus: { value: 3 },
      pupil: { value: 0 },
      blurScale: { value: 0 },
      maxBlur: { value: width / 70 },
      exposure: { value: 1 },
      blurOn: { value: 0 },
    },
    blending: NoBlending,
    depthTest: false,
    depthWrite: false,
  });
  const adding = new Scene().add(new Mesh(quad, addMaterial));
  const finishing = new Scene().add(new Mesh(quad, finishMaterial));
  const set = (name: keyof typeof finishMaterial.uniforms, value: unknown) => {
    const uniform = finishMaterial.uniforms[name];
    if (uniform) uniform.value = value;
  };
  return {
    /** Where the scene is drawn. */
    target: shot,
    /** Forgets the samples taken so far. */
    clear() {
      renderer.setRenderTarget(sum);
      renderer.setClearColor(0x000000, 0);
      renderer.clear();
    },
    /** Adds what is in `target` with a weight. */
    accumulate(weight: number) {
      if (addMaterial.uniforms.weight) addMaterial.uniforms.weight.value = weight;
      renderer.setRenderTarget(sum);
      renderer.render(adding, camera);
    },
    /** Writes the picture to the canvas: from the samples, or from `target` with its blur computed from depth. */
    finish(from: "samples" | Focus, exposure: number) {
      set("source", from === "samples" ? sum.texture : shot.texture);
      set("blurOn", from === "samples" ? 0 : 1);
      set("exposure", exposure);
      if (from !== "samples") {
        set("near", from.near);
        set("far", from.far);
        set("focus", from.focus);
        set("pupil", from.pupilRadius);
        // Radius of the disc on the sensor is pupil · |d − s| / d · f / (s − f); here in pixels.
        const f = from.lensMm / 1000;
        set("blurScale", (f / Math.max(1e-3, from.focus - f) / (from.sensorWidthMm / 1000)) * width);
      }
      renderer.setRenderTarget(null);
      renderer.render(finishing, camera);
    },
    dispose() {
      shot.dispose();
      sum.dispose();
      depthTexture.dispose();
      quad.dispose();
      addMaterial.dispose();
      finishMaterial.dispose();
    },
  };
}
