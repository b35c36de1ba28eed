import type { Client } from '@temporalio/client';
import type { Config } from '../../platform/config.ts';
import type { Em } from '../../platform/db/sql.ts';
import type { Logger } from '../../platform/log/logger.ts';
import type { Loop } from '../../platform/loop.ts';
import type { MailTransport } from '../../platform/mail/mail-transport.ts';
import { startMeasuringSystem } from './figures/system-figures.service.ts';
import { startEvaluating } from './rules/evaluation.service.ts';
import { channelNames, createChannels } from './telling/channels.ts';
import { startTelling } from './telling/deliver.service.ts';
import { Emergency } from './telling/emergency.ts';
import { startHeartbeat } from './telling/heartbeat.service.ts';

export interface MonitoringDeps {
  em(): Em;
  client: Client;
  config: Config;
  logger: Logger;
  /** Sends alerts by mail. Without it this process leaves mail to other processes. */
  mail: MailTransport | undefined;
}

/** The loops that both programs run for monitoring, each with its name. */
export function startMonitoring({ em, client, config, logger, mail }: MonitoringDeps): (Loop & { name: string })[] {
  const { heartbeatUrl, allowPrivate } = config.monitoring;
  const { publicUrl } = config.http;
  const channels = mail === undefined ? [] : createChannels(config, mail);
  const emergency = new Emergency({ channels, publicUrl, logger });
  return [
    { name: 'figures of the system', ...startMeasuringSystem({ em, client, config, logger }) },
    { name: 'evaluation of alerts', ...startEvaluating({ em, channels: channelNames(config), emergency, logger }) },
    { name: 'emergencies', ...emergency.start() },
    ...(mail === undefined
      ? []
      : [{ name: 'notices of alerts', ...startTelling({ em, channels, publicUrl, logger }) }]),
    ...(heartbeatUrl === null
      ? []
      : [{ name: 'heartbeat', ...startHeartbeat({ em, url: heartbeatUrl, allowPrivate, logger }) }]),
  ];
}
