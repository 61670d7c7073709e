// Looking around in a spherical picture: the video becomes the texture of what
// surrounds the viewer. One triangle and one shader do that, so no library does.
// Of a stereoscopic picture the left eye's half is shown.

import type { Video } from './video';

/** Part of the picture that is shown, as left, bottom, width and height of 1, and the degrees that it spans across. */
interface Layout {
  part: [number, number, number, number];
  span: number;
}

/** Degrees of view from left to right of a landscape picture, from near to far. */
const zoom = { least: 40, start: 90, most: 110 };

function layout(projection: Video['projection'], { videoWidth, videoHeight }: HTMLVideoElement): Layout {
  if (projection === 'vr360tb') return { part: [0, 0.5, 1, 0.5], span: 360 };
  if (projection === 'vr360') return { part: [0, 0, 1, 1], span: 360 };
  // Half a sphere is square: a wide picture holds one for each eye.
  return { part: [0, 0, videoWidth >= videoHeight * 1.5 ? 0.5 : 1, 1], span: 180 };
}

const vertex = `#version 300 es
in vec2 corner;
out vec2 at;
void main() {
  at = corner;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

const fragment = `#version 300 es
precision highp float;
const float pi = 3.14159265;
uniform sampler2D picture;
uniform vec4 part;
uniform float span;
uniform vec2 extent;
uniform vec2 look;
in vec2 at;
out vec4 colour;
void main() {
  vec3 ray = normalize(vec3(at * extent, 1.0));
  float s = sin(look.y), c = cos(look.y);
  ray = vec3(ray.x, ray.y * c + ray.z * s, ray.z * c - ray.y * s);
  float longitude = atan(ray.x, ray.z) + look.x;
  float across = fract(longitude / (2.0 * pi) + 0.5) - 0.5;
  vec2 place = vec2(across * 2.0 * pi / span + 0.5, asin(clamp(ray.y, -1.0, 1.0)) / pi + 0.5);
  bool outside = place.x < 0.0 || place.x > 1.0;
  colour = outside ? vec4(0.0, 0.0, 0.0, 1.0) : vec4(textureLod(picture, part.xy + place * part.zw, 0.0).rgb, 1.0);
}`;

/** Puts a canvas over the media in which the viewer looks around. */
export class Surround {
  #canvas = document.createElement('canvas');
  #gl: WebGL2RenderingContext;
  #uniforms: Record<'part' | 'span' | 'extent' | 'look', WebGLUniformLocation | null>;
  /** Radians to the right and upwards, and degrees of view. */
  #look = { right: 0, up: 0, view: zoom.start };
  #stale = false;

  constructor(
    player: HTMLElement,
    private media: HTMLVideoElement,
    private projection: Video['projection'],
  ) {
    const gl = this.#canvas.getContext('webgl2', { alpha: false, antialias: false });
    if (!gl) throw new Error('this browser draws no WebGL');
    this.#gl = gl;
    const program = link(gl);
    const place = (name: string) => gl.getUniformLocation(program, name);
    this.#uniforms = { part: place('part'), span: place('span'), extent: place('extent'), look: place('look') };
    this.#dress(player);
    this.#steer(player);
    new ResizeObserver(() => this.#refresh()).observe(this.#canvas);
    this.#follow();
  }

  #dress(player: HTMLElement): void {
    const canvas = this.#canvas;
    canvas.id = 'surround';
    canvas.slot = 'media';
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', 'Picture all around. Arrow keys look around, plus and minus zoom.');
    this.media.after(canvas);
    player.setAttribute('data-surround', '');
  }

  #steer(player: HTMLElement): void {
    let dragged = 0;
    player.addEventListener('pointermove', (event) => {
      if (event.buttons !== 1 || !this.#onPicture(event)) return;
      dragged += Math.hypot(event.movementX, event.movementY);
      const radians = (this.#look.view * Math.PI) / 180 / this.#canvas.clientWidth;
      this.#turn(-event.movementX * radians, event.movementY * radians);
    });
    player.addEventListener('pointerdown', () => (dragged = 0), true);
    // Who has looked around did not mean to pause.
    player.addEventListener('click', (event) => dragged > 8 && this.#onPicture(event) && event.stopImmediatePropagation(), true);
    player.addEventListener('wheel', (event) => {
      if (!this.#onPicture(event)) return;
      event.preventDefault();
      this.#zoom(event.deltaY / 20);
    }, { passive: false });
    this.#canvas.addEventListener('keydown', (event) => this.#key(event));
  }

  #onPicture({ target }: Event): boolean {
    return target instanceof Element && (target.id === 'player' || target === this.media);
  }

  #key(event: KeyboardEvent): void {
    const step = (this.#look.view * Math.PI) / 180 / 12;
    const acts = new Map(Object.entries({
      ArrowLeft: () => this.#turn(-step, 0),
      ArrowRight: () => this.#turn(step, 0),
      ArrowUp: () => this.#turn(0, step),
      ArrowDown: () => this.#turn(0, -step),
      '+': () => this.#zoom(-5),
      '-': () => this.#zoom(5),
    }));
    const act = acts.get(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #turn(right: number, up: number): void {
    const look = this.#look;
    const edge = this.projection === 'vr180' ? Math.PI / 2 : Infinity;
    look.right = Math.max(-edge, Math.min(edge, look.right + right));
    look.up = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, look.up + up));
    this.#refresh();
  }

  #zoom(degrees: number): void {
    this.#look.view = Math.max(zoom.least, Math.min(zoom.most, this.#look.view + degrees));
    this.#refresh();
  }

  /** Draws each new picture of the video, and the present one when it is looked at anew. */
  #follow(): void {
    const { media } = this;
    const next = () => {
      this.#draw();
      if (media.requestVideoFrameCallback) media.requestVideoFrameCallback(next);
      else requestAnimationFrame(next);
    };
    if (media.readyState >= 2) next();
    else media.addEventListener('loadeddata', next, { once: true });
    media.addEventListener('seeked', () => this.#refresh());
  }

  #refresh(): void {
    if (this.#stale) return;
    this.#stale = true;
    requestAnimationFrame(() => {
      this.#stale = false;
      this.#draw();
    });
  }

  #draw(): void {
    if (this.media.readyState < 2) return;
    const gl = this.#gl;
    const { width, height } = this.#fit();
    const { part, span } = layout(this.projection, this.media);
    const { right, up, view } = this.#look;
    // A picture that is higher than wide would show next to nothing from left to right.
    const tangent = Math.tan((view * Math.PI) / 360);
    const scale = tangent / Math.max(width, height);
    gl.viewport(0, 0, width, height);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, this.media);
    gl.uniform4fv(this.#uniforms.part, part);
    gl.uniform1f(this.#uniforms.span, (span * Math.PI) / 180);
    gl.uniform2f(this.#uniforms.extent, width * scale, height * scale);
    gl.uniform2f(this.#uniforms.look, right, up);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  #fit(): { width: number; height: number } {
    const canvas = this.#canvas;
    const density = Math.min(devicePixelRatio, 2);
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((side) => Math.max(1, Math.round(side * density)));
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    return { width, height };
  }
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(kind) as WebGLShader;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? 'shader');
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  const corner = gl.getAttribLocation(program, 'corner');
  gl.enableVertexAttribArray(corner);
  gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, true);
  return program;
}
