export interface SparklineSize {
  readonly width: number;
  readonly height: number;
  /** How many points fill the whole width; fewer leave room at the left, so that now is always at the right. */
  readonly length: number;
}

/** The path data of a line through the points, oldest first, scaled to the largest; a gap where a point is null. */
export function toSparklinePath(points: readonly (number | null)[], { width, height, length }: SparklineSize): string {
  const shown = points.slice(-length);
  const largest = Math.max(...shown.map((point) => point ?? 0), 1);
  const step = width / Math.max(1, length - 1);
  const first = length - shown.length;
  return shown
    .map((point, index) => {
      if (point === null) {
        return '';
      }
      const isStart = index === 0 || shown[index - 1] === null;
      const x = (first + index) * step;
      const y = height - (point / largest) * height;
      return `${isStart ? 'M' : 'L'}${round(x)} ${round(y)}`;
    })
    .join('');
}

function round(value: number): string {
  return (Math.round(value * 10) / 10).toString();
}
