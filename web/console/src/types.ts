// What the API shows, as far as the console reads it.

export type Status = 'empty' | 'pending' | 'viewable' | 'ready' | 'error';

/** Values of a list's status that are kinora's own beside the API's. */
export type Filter = Status | 'failed' | 'waiting';

/** What is done for a video now. */
export type Work = {
  state: 'queued' | 'downloading' | 'checking' | 'processing' | 'verifying' | 'retrying';
  ahead: number | null; // videos before it
  percent: number | null;
  bytes_per_second: number | null;
  attempt: number;
  attempts: number;
  retry_at: string | null;
  reason: string | null; // why the last attempt failed
  workers: number; // processes that do such work
};

export type Rendition = {
  id: number;
  name: string;
  width: number | null;
  height: number | null;
  size: number | null;
  progress: number;
  status: 'processing' | 'complete' | 'error';
  error: string | null;
  mp4_url?: string;
};

export type Video = {
  id: number;
  name: string;
  slug: string;
  description: string | null;
  status: Status;
  error: string | null;
  error_detail: string | null; // a sentence for people
  work: Work | null;
  duration: number | null; // ms
  origin_size: number | null;
  origin_url: string | null;
  origin_width: number | null;
  origin_height: number | null;
  created_at: string;
  updated_at: string;
  directory_id: number | null;
  player_id: number | null;
  poster: string | null;
  poster_thumb: string | null;
  screenshot: string | null;
  screenshots: string[];
  screenshot_id: number;
  hls_url: string;
  hls_cmaf_url: string;
  dash_url: string;
  converted_videos: Rendition[];
};

export type VideoDetails = Video & { iframe_url: string; iframe_embed_code: string; notes: string[] };

export type Receipt = {
  frames: number;
  decoded: number;
  key_frames: number;
  av_offset: number; // ms
  mean_kbps: number;
  peak_kbps: number;
  ssim: number;
  ssim_min: number;
  compared: number;
  safer: boolean;
};

export type RenditionDetails = Rendition & { codec: string; video_kbps: number; audio_kbps: number; frame_width: number | null; frame_height: number | null; receipt: Receipt | null };

export type Subtitle = { id: number; name: string; language: string; vtt: string };

export type Folder = { id: number; name: string; parent_id: number | null; items_count: number; descendants: Folder[] };

export type Playlist = {
  id: number;
  name: string;
  active: boolean;
  loop: boolean;
  playlist_type: 'live' | 'vod';
  video_ids: number[];
  player_id: number | null;
  start_time: string | null;
  countdown: boolean;
  iframe_url: string;
  hls_url: string;
};

export type Player = {
  id: number;
  name: string;
  default: boolean;
  autoplay: boolean;
  mute: boolean;
  bg_color: string;
  fg_color: string;
  text_color: string;
  hover_color: string;
  logo: string;
  logo_position: 'tl' | 'tr' | 'bl' | 'br' | null;
  speed_control: boolean;
  show_sharing: boolean;
  save_options_to_cookies: boolean;
  disable_skin: boolean;
};

export type Token = { id: number; name: string; description: string | null; exp_date: string | null; expired: boolean; deleted: boolean; created: string; last_usage: string | null; client_user?: { role?: { name: string } } };

/** A delivery host that tokens can be made for. */
export type TokenHost = { name: string; token: boolean; bind_ip: boolean };

/** A process that is alive. */
export type Node = { name: string; host: string; pid: number; roles: string[]; since: string; running: number; asked: boolean };

/** A job that is not tried again; reason is what people may read of it. */
export type GivenUp = { video_id: number; queue: string; at: string; attempts: number; error: string; reason: string };

export type System = {
  version: string;
  usage: { minutes: number; max_minutes: number; month: string; transcoded: number; max_transcoded: number; bytes: number; max_bytes: number };
  waiting: number; // videos of the account that there is work for
  workers: number; // processes that would do it
  server: null | {
    queues: { name: string; waiting: number; running: number; failed: number; workers: number }[];
    waiting: number; // of all accounts
    nodes: Node[];
    given_up: GivenUp[];
    bytes: number;
    disk: { free: number; total: number } | null;
    storage: string;
    database: string;
    ffmpeg: string;
    sandbox: string;
    go: string;
    platform: string;
    roles: string[];
    started: string;
  };
};

export type User = { id: number; email: string; name: string; role: { id: number; name: string } };

/** An address that the account is told of its events at. */
export interface Webhook {
  id: number;
  url: string;
  name: string;
  events: string[]; // [] means all
  signed: boolean;
  active: boolean;
  failing_since: string | null;
  secret?: string; // where it was just made
}

/** An event that was sent to a webhook, or is to be. */
export interface Delivery {
  id: number;
  type: string;
  entity: string;
  state: 'pending' | 'delivered' | 'parked';
  attempts: number;
  status: number | null;
  error: string | null;
  answer: string | null;
  milliseconds: number | null;
  tried_at: string | null;
  due_at: string | null;
  created_at: string;
}
