import { gzipSync } from 'node:zlib';
import { createAwsEndpoint } from '../aws';
import { exampleWorld } from '../testing/exampleWorld';
import { signedRequest } from '../testing/signedRequest';
import type { WireReply, WireRequest } from './types';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = (target: string, version = '1.1') => ({
  'content-type': `application/x-amz-json-${version}`,
  'x-amz-target': target,
});

async function ask(
  request: WireRequest,
): Promise<WireReply & { text: string }> {
  const { exchange } = createAwsEndpoint({ world: exampleWorld() });
  const reply = await exchange(request);
  if (typeof reply === 'string') throw new Error(`The call was ${reply}`);
  return { ...reply, text: reply.body.toString('utf8') };
}

const elb = (body: string) =>
  ask(signedRequest('elasticloadbalancing', { body, headers: form }));

describe('The wire, request by request', () => {
  it('answers a query call with the operation, its result and a request id', async () => {
    const { status, headers, text } = await elb(
      'Action=DescribeLoadBalancers&Version=2015-12-01&Names.member.1=shop',
    );
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/xml');
    expect(text).toMatch(
      /<DescribeLoadBalancersResponse xmlns="http:\/\/elasticloadbalancing.amazonaws.com\/doc\/2015-12-01\/"><DescribeLoadBalancersResult><LoadBalancers><member>.*<RequestId>[0-9a-f-]{36}<\/RequestId>/s,
    );
    expect(text).toContain(headers['x-amzn-requestid']);
  });

  it.each([
    ['an operation it lacks', 'Action=Fly&Version=2015-12-01', 'InvalidAction'],
    [
      'the version of another service',
      'Action=DescribeRules&Version=2012-06-01',
      'InvalidAction',
    ],
    ['no operation', 'Version=2015-12-01', 'MissingAction'],
    ['nothing at all', '', 'MissingAction'],
  ])('refuses a query call with %s', async (_, body, code) => {
    const { status, text } = await elb(body);
    expect(status).toBe(400);
    expect(text).toContain(`<Code>${code}</Code>`);
  });

  it.each([
    'Actions=text',
    'Actions.member.x.Type=forward',
    'Actions.member.0.Type=forward',
    'Actions.member.1=text',
    'Actions.member.1.Order=first',
    'Actions.other.1.Type=forward',
    'RuleArn.member.1=r',
    'Actions.member.1.ForwardConfig.TargetGroupStickinessConfig.Enabled=perhaps',
  ])('refuses the malformed parameter %s', async parameter => {
    const { status, text } = await elb(
      `Action=ModifyRule&Version=2015-12-01&RuleArn=r&${parameter}`,
    );
    expect(status).toBe(400);
    expect(text).toContain('<Code>MalformedInput</Code>');
  });

  it('keeps keys such as __proto__ out of its objects', async () => {
    const { status } = await elb(
      'Action=DescribeRules&Version=2015-12-01&__proto__.polluted=yes&constructor.prototype.polluted=yes',
    );
    expect(status).toBe(400);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('names the parameter that EC2 does not know', async () => {
    const { status, text } = await ask(
      signedRequest('ec2', {
        headers: form,
        body: 'Action=DescribeVpnConnections&Version=2016-11-15&Colour=red',
      }),
    );
    expect(status).toBe(400);
    expect(text).toContain('<Code>UnknownParameter</Code>');
    expect(text).toContain('The parameter Colour is not recognized');
  });

  it.each(['{', '[]', '"text"', '1', '{"Filters":"all"}', '{"Filters":[1]}'])(
    'refuses the JSON body %s',
    async body => {
      const { status, text } = await ask(
        signedRequest('dms', {
          body,
          headers: json('AmazonDMSv20160101.DescribeEndpoints'),
        }),
      );
      expect(status).toBe(400);
      expect(JSON.parse(text).__type).toBe('SerializationException');
    },
  );

  it('answers in the version of JSON that was asked', async () => {
    for (const version of ['1.0', '1.1']) {
      const { headers } = await ask(
        signedRequest('dms', {
          body: '{}',
          headers: json('AmazonDMSv20160101.DescribeEndpoints', version),
        }),
      );
      expect(headers['content-type']).toBe(`application/x-amz-json-${version}`);
    }
  });

  it('does not take one JSON service for another', async () => {
    const { text } = await ask(
      signedRequest('dms', {
        body: '{}',
        headers: json('GraniteServiceVersion20100801.DescribeAlarms'),
      }),
    );
    expect(JSON.parse(text).__type).toBe('UnknownOperationException');
  });

  it.each([
    ['POST', '/2013-04-01/hostedzone/Z1/rrset', '<unclosed', 400],
    ['POST', '/2013-04-01/hostedzone/Z1/rrset', 'text', 400],
    ['POST', '/2013-04-01/hostedzone/Z1/rrset', '', 400],
    ['GET', '/2013-04-01/hostedzone/%ZZ/rrset', '', 404],
    ['GET', '/2013-04-01/hostedzone/Z1/rrset/', '', 200],
    ['DELETE', '/2013-04-01/hostedzone/Z1', '', 404],
  ])(
    'answers %s %s with the body "%s" by %s',
    async (method, path, body, code) => {
      const { status } = await ask(
        signedRequest('route53', { method, path, body }),
      );
      expect(status).toBe(code);
    },
  );

  it('refuses a REST query that cannot be converted', async () => {
    const { status, text } = await ask(
      signedRequest('route53', {
        method: 'GET',
        path: '/2013-04-01/hostedzonesbyname',
        query: new URLSearchParams({ maxitems: 'many' }),
      }),
    );
    expect(status).toBe(400);
    expect(text).toContain('<Code>InvalidInput</Code>');
  });

  it.each([
    ['gzip', Buffer.from('not compressed'), 400],
    ['gzip', gzipSync(Buffer.alloc(20_000_000)), 400],
    ['br', Buffer.from(''), 415],
  ])('refuses a %s body that it cannot read', async (encoding, body, code) => {
    const { status } = await ask(
      signedRequest('monitoring', {
        body,
        headers: {
          ...json('GraniteServiceVersion20100801.DescribeAlarms'),
          'content-encoding': encoding,
        },
      }),
    );
    expect(status).toBe(code);
  });

  it.each([
    [undefined, 'MissingAuthenticationToken', 403],
    ['Bearer abc', 'IncompleteSignature', 400],
    ['AWS4-HMAC-SHA256 Credential=a/b/c', 'IncompleteSignature', 400],
    [
      'AWS4-HMAC-SHA256 Credential=/20261122/r/ec2/aws4_request',
      'IncompleteSignature',
      400,
    ],
  ])('refuses the authorization %s', async (authorization, code, status) => {
    const request = signedRequest('ec2', { headers: { authorization } });
    const reply = await ask(request);
    expect(reply.status).toBe(status);
    expect(reply.text).toContain(code);
  });

  it('takes the scope of a presigned URL', async () => {
    const request = signedRequest('sts', {
      headers: { ...form, authorization: undefined },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
      query: new URLSearchParams({
        'X-Amz-Credential': 'AKIAOTHER/20261122/us-east-1/sts/aws4_request',
      }),
    });
    expect((await ask(request)).text).toContain(':user/AKIAOTHER');
  });

  it.each([
    ['DescribeAlarms', 'a0', 200],
    ['DescribeAlarms', '', 200],
    ['DescribeAlarms', 'ff', 400],
    ['DescribeAlarms', 'a1', 400],
    ['DescribeAlarms', '80', 400],
    ['DescribeAlarms', 'a16a416c61726d4e616d65739bffffffffffffffff', 400],
    ['DescribeAlarms', 'a16a416c61726d4e616d6573614f', 400],
    ['Fly', 'a0', 404],
  ])('answers %s with the CBOR body %s by %i', async (operation, hex, code) => {
    const { status, headers } = await ask(
      signedRequest('monitoring', {
        path: `/service/GraniteServiceVersion20100801/operation/${operation}`,
        headers: {
          'content-type': 'application/cbor',
          'smithy-protocol': 'rpc-v2-cbor',
        },
        body: Buffer.from(hex, 'hex'),
      }),
    );
    expect(status).toBe(code);
    expect(headers['smithy-protocol']).toBe('rpc-v2-cbor');
  });

  it('does not know other services', async () => {
    const { status } = await ask(signedRequest('sqs', { body: '{}' }));
    expect(status).toBe(404);
  });
});
