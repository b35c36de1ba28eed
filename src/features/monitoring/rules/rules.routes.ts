import { z } from 'zod';
import { instantInput } from '../../../platform/http/instant.ts';
import { page, pageQuery } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { periodOf } from '../figures/metrics.service.ts';
import { READ, refusal, WRITE } from '../monitoring.policy.ts';
import { ruleBody, ruleChange, ruleParams, ruleSchema } from './rules.schema.ts';
import { changeRule, createRule, faultOf, getRule, listRulePage, removeRule } from './rules.service.ts';
import { tryRule } from './try-rule.service.ts';

const tags = ['monitoring'];
const tried = z.strictObject({
  stepSeconds: z.int().describe('Between two looks'),
  transitions: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      kind: z.string(),
      labels: z.record(z.string(), z.string()),
      value: z.number().nullable(),
    }),
  ),
});

export function rulesRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/monitoring/rules',
      operationId: 'listMonitoringRules',
      tags,
      summary: 'List the rules that alerts come from',
      access: READ,
      limit: 'read',
      request: { query: pageQuery },
      responses: { 200: { description: 'A page of rules', body: page(ruleSchema) } },
      handler: async ({ em, principal, query }) => {
        return toReply(200, refusal(principal) ?? (await listRulePage(em, query)));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/monitoring/rules',
      operationId: 'createMonitoringRule',
      tags,
      summary: 'Create a rule',
      access: WRITE,
      limit: 'write',
      request: { body: ruleBody },
      responses: { 201: { description: 'The rule', body: ruleSchema }, 409: { description: 'There are too many' } },
      handler: async ({ em, principal, body }) => {
        return toReply(201, refusal(principal) ?? (await createRule(em, body)));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/monitoring/rules/try',
      operationId: 'tryMonitoringRule',
      tags,
      summary: 'Try a rule against the history, without saving it',
      access: READ,
      limit: 'heavy',
      request: {
        body: z.strictObject({
          rule: ruleBody,
          from: instantInput.optional().describe('Start of the period, an hour before `to` unless given'),
          to: instantInput.optional().describe('End of the period, now unless given'),
        }),
      },
      responses: { 200: { description: 'What it would have told, 500 at most', body: tried } },
      handler: async ({ em, principal, body }) => {
        const period = refusal(principal) ?? faultOf(body.rule, 'body.rule') ?? (await periodOf(em, body, 'body'));
        return isProblem(period) ? period : reply(200, await tryRule(em, body.rule, period));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/monitoring/rules/:ruleId',
      operationId: 'getMonitoringRule',
      tags,
      summary: 'Get a rule',
      access: READ,
      limit: 'read',
      request: { params: ruleParams },
      responses: { 200: { description: 'The rule', body: ruleSchema }, 404: { description: 'No such rule' } },
      handler: async ({ em, principal, params }) =>
        toReply(200, refusal(principal) ?? (await getRule(em, params.ruleId))),
    }),
    defineRoute({
      method: 'patch',
      path: '/api/monitoring/rules/:ruleId',
      operationId: 'updateMonitoringRule',
      tags,
      summary: 'Change a rule',
      description: 'A changed condition starts from nothing: its open alerts end.',
      access: WRITE,
      limit: 'write',
      request: { params: ruleParams, body: ruleChange },
      responses: { 200: { description: 'The rule', body: ruleSchema }, 404: { description: 'No such rule' } },
      handler: async ({ em, principal, params, body }) => {
        return toReply(200, refusal(principal) ?? (await changeRule(em, params.ruleId, body)));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/monitoring/rules/:ruleId',
      operationId: 'deleteMonitoringRule',
      tags,
      summary: 'Delete a rule',
      access: WRITE,
      limit: 'write',
      request: { params: ruleParams },
      responses: {
        204: { description: 'It is gone; its open alerts have ended' },
        404: { description: 'No such rule' },
        409: { description: 'Every installation has it' },
      },
      handler: async ({ em, principal, params }) =>
        refusal(principal) ?? (await removeRule(em, params.ruleId)) ?? reply(204),
    }),
  ];
}
