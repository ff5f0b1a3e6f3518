import { z } from 'zod';
import type { Alert } from '#domain/alerts/alert.ts';
import { method, stream } from './method.ts';

export const alerts = {
  /**
   * What a person should hear though they look at something else: an install that needs somebody, is done, or has failed. As long as
   * somebody listens, installs that run on connected hosts are followed, whoever began them.
   */
  watch: stream(z.strictObject({})).of<Alert>(),
  /** Tells everybody who listens one alert, so that a person can see whether it reaches them. */
  try: method(z.strictObject({})).returns<null>(),
};
