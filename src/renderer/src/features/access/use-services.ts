import { useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { CloudAccess } from '#contract/access.ts';
import type { Problem } from '#domain/problem.ts';
import { useSession } from '#renderer/session/session-context.tsx';

/** How often they are asked while somebody looks. */
const everyMs = 60_000;

/** How the services of a cloud are. While they are asked again, what was known before stays. */
export function useServices(hostId: string, cloud: string) {
  const { client } = useSession();
  const [access, setAccess] = useState<CloudAccess | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isAsking, setAsking] = useState(true);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const ask = async () => {
      setAsking(true);
      try {
        for await (const news of client.access.check({ hostId, cloud }, { signal })) {
          setAccess((before) => keepKnown(news, before));
        }
        setProblem(null);
      } catch (error) {
        if (!signal.aborted) {
          setProblem(toProblem(error));
        }
      }
      if (!signal.aborted) {
        setAsking(false);
      }
    };
    void ask();
    const timer = setInterval(() => document.hidden || setRound((last) => last + 1), everyMs);
    return () => {
      controller.abort();
      clearInterval(timer);
    };
  }, [client, hostId, cloud, round]);
  return { access, problem, isAsking, askAgain: () => setRound((last) => last + 1) };
}

function keepKnown(news: CloudAccess, before: CloudAccess | null): CloudAccess {
  return {
    ...news,
    services: news.services.map((service) =>
      service.state.kind === 'checking' ? (before?.services.find(({ id }) => id === service.id) ?? service) : service,
    ),
  };
}
