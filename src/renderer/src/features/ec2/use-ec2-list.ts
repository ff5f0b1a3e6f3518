import { useCallback, useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { Problem } from '#domain/problem.ts';

export interface Ec2List<Row> {
  /** null until the cloud has answered for the first time. */
  readonly rows: readonly Row[] | null;
  /** Of the last question; what was known before stays. */
  readonly problem: Problem | null;
  readonly isAsking: boolean;
  readonly refresh: () => Promise<void>;
}

/** One list of a cloud. It is asked again on wish and after each change: the API tells nobody by itself. */
export function useEc2List<Row>(ask: () => Promise<readonly Row[]>): Ec2List<Row> {
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isAsking, setAsking] = useState(false);
  const refresh = useCallback(async () => {
    setAsking(true);
    try {
      setRows(await ask());
      setProblem(null);
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setAsking(false);
    }
  }, [ask]);
  useEffect(() => void refresh(), [refresh]);
  return { rows, problem, isAsking, refresh };
}
