// The tree of folders, one for all who show it.

import { call } from './api';
import { each, tell } from './each';
import { listen } from './live';
import { attempt, toast } from './toast.svelte';
import type { Folder, Video } from './types';

export const folders = $state({ tree: [] as Folder[] });

export async function loadFolders() {
  folders.tree = (await call<{ tree: Folder[] }>('GET', '/streaming/directories/tree')).tree;
}

let later = 0;

/** Keeps the counts of the tree right while videos change. */
export function followFolders(): () => void {
  const stop = listen(() => {
    clearTimeout(later);
    later = window.setTimeout(() => void loadFolders().catch(() => {}), 1000);
  });
  return () => {
    clearTimeout(later);
    stop();
  };
}

/** All folders with their depth, in the order of the tree. */
export function flat(nodes: Folder[] = folders.tree, depth = 0): { folder: Folder; depth: number }[] {
  return nodes.flatMap((folder) => [{ folder, depth }, ...flat(folder.descendants, depth + 1)]);
}

/** The folders that lead to one, itself last. */
export function trail(id: number, nodes: Folder[] = folders.tree): Folder[] {
  for (const folder of nodes) {
    if (folder.id === id) return [folder];
    const below = trail(id, folder.descendants);
    if (below.length) return [folder, ...below];
  }
  return [];
}

/** As much of a video as moving it takes. */
export type Movable = Pick<Video, 'id' | 'name' | 'directory_id'>;

const nameOf = (id: number | null) => (id === null ? 'no folder' : `“${trail(id).at(-1)?.name ?? id}”`);

/** Moves videos, and offers to take it back. */
export async function moveVideos(videos: Movable[], to: number | null) {
  const put = async (which: Movable[], where: (v: Movable) => number | null) => {
    const outcome = await each(which, (v) => call('PATCH', `/streaming/videos/${v.id}`, { directory_id: where(v) }));
    await loadFolders();
    return outcome;
  };
  const moved = await put(videos, () => to);
  const undo = () => attempt(async () => tell(await put(moved.done, (v) => v.directory_id), 'Moved back'));
  tell(moved, `Moved to ${nameOf(to)}`, moved.done.length ? undo : undefined);
}

export async function moveFolder(id: number, to: number | null) {
  const before = trail(id).at(-1);
  const put = async (parent_id: number | null) => {
    await call('PATCH', `/streaming/directories/${id}`, { parent_id });
    await loadFolders();
  };
  await put(to);
  toast(`Moved “${before?.name ?? id}” to ${nameOf(to)}`, { undo: () => attempt(() => put(before?.parent_id ?? null), 'Moved back') });
}

/** What is being dragged, in a form that only this page understands. */
const kind = 'application/x-kinora';

export function drag(e: DragEvent, what: { videos?: Movable[]; folder?: number }) {
  e.dataTransfer?.setData(kind, JSON.stringify(what));
  if (e.dataTransfer) e.dataTransfer.effectAllowed = 'move';
  e.stopPropagation();
}

export const draggingOurs = (e: DragEvent) => e.dataTransfer?.types.includes(kind) ?? false;

export async function drop(e: DragEvent, to: number | null) {
  const what = JSON.parse(e.dataTransfer?.getData(kind) || '{}') as { videos?: Movable[]; folder?: number };
  if (what.videos) await moveVideos(what.videos, to);
  if (what.folder && what.folder !== to) await moveFolder(what.folder, to);
}
