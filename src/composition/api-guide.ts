import { readFileSync } from 'node:fs';
import type { ApiGuide } from '../platform/http/openapi-document.ts';

/** What the documentation page says beside the endpoints. The tags stand in the order of the page; each one needs a sentence. */
export const apiGuide: ApiGuide = {
  introduction: readFileSync(new URL('./api-introduction.md', import.meta.url), 'utf8'),
  tags: {
    auth: 'Sign up, log in, reset a password, verify an e-mail address.',
    users: 'Accounts: name, address, password, preferences, role, deletion.',
    sessions: 'Log-ins of a user: which device, from where, and how to end them.',
    'api-keys': 'Keys with which a server acts for a user.',
    posts: 'Posts with tickers and sentiment, their likes, and calls that are measured against the market.',
    comments: 'Comments on posts, and replies to comments.',
    follows: 'Who follows whom, and public profiles.',
    rooms: 'Public and private rooms: members, roles, bans, messages.',
    invitations: 'Invitations to rooms that you received.',
    moderation: 'The record of content that moderators removed.',
    market: 'Assets, their prices, and the bulk upload of prices.',
    files: 'Upload images, documents and tables; download them, share them by signed links.',
    watchlists: 'Lists of assets with their latest prices.',
    alerts: 'Price alerts and when they fired.',
    analytics: 'What happens in clients, and the figures of people and of the platform.',
    search: 'One search over users, posts and tickers.',
    notifications: 'What happened to you: comments, likes, followers, alerts.',
    realtime: 'Live events over a WebSocket.',
    email: 'Mails, campaigns, suppressed addresses, bounces and figures, mostly for admins.',
    exports: 'Your own data, and for admins that of all users, as files.',
    jobs: 'Work in the background: its status, progress and result.',
    audit: 'Who did what to whom, when and from where: for admins.',
    monitoring: 'What the processes and the system are like, and what is wrong with them: for admins.',
    dashboard: 'The operators’ page at `/dashboard`.',
    health: 'Probes for load balancers and supervisors.',
    documentation: 'This page and the OpenAPI document.',
  },
};
