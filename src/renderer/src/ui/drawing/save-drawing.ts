import { saveFile } from '../save-file.ts';
import { toStandaloneSvg } from './standalone-svg.ts';

/** Sharp on a screen of today, and in print. */
const pixelRatio = 2;

export type DrawingFormat = 'svg' | 'png';

/** Hands a drawing of the window to the browser as a file. */
export async function saveDrawing(drawing: SVGSVGElement, name: string, format: DrawingFormat): Promise<void> {
  const svg = await toStandaloneSvg(drawing);
  const content = format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await toPng(svg);
  saveFile(`${name}.${format}`, content);
}

async function toPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * pixelRatio;
  canvas.height = image.height * pixelRatio;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The drawing is too large for a picture')) : resolve(blob)));
  });
}
