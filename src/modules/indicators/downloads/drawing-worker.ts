import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { drawPaper } from '../../papers/results/index.ts';
import type { DrawingTask, Drawn } from './drawing-thread.ts';

const find = createRequire(import.meta.url).resolve;
/** Of the same family as the pages; a picture of fixed points takes no face from the machine. */
const faces = ['400Regular/BeVietnamPro_400Regular.ttf', '600SemiBold/BeVietnamPro_600SemiBold.ttf'];
/** Two points for each unit: sharp on paper at half a page's width. */
const zoom = 2;

let prepared: Promise<Uint8Array[]> | undefined;

async function prepare(): Promise<Uint8Array[]> {
  await initWasm(await readFile(find('@resvg/resvg-wasm/index_bg.wasm')));
  return Promise.all(faces.map((face) => readFile(find(`@expo-google-fonts/be-vietnam-pro/${face}`))));
}

async function draw(task: DrawingTask): Promise<Drawn> {
  try {
    if (task.kind === 'pdf')
      return { bytes: await drawPaper({ ...task.paper, date: Temporal.PlainDate.from(task.paper.date) }) };
    prepared ??= prepare();
    return { bytes: toPng(task.svg, await prepared) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function toPng(svg: string, fontBuffers: Uint8Array[]): Uint8Array {
  const family = 'Be Vietnam Pro';
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: { fontBuffers, defaultFontFamily: family, sansSerifFamily: family },
  });
  const image = picture.render();
  const bytes = image.asPng();
  image.free();
  picture.free();
  return bytes;
}

parentPort?.on('message', (task: DrawingTask) => void draw(task).then((drawn) => parentPort?.postMessage(drawn)));
