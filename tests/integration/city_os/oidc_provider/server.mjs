// A certified OpenID Connect provider for the tests: `node server.mjs PLAN READY`.
// PLAN is a JSON file {clients, people, audience}; READY is written with the issuer once it answers.
// POST /test/rotate?old=keep|drop gives it a new signing key.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

import Provider from 'oidc-provider';

const [planFile, readyFile] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, 'utf8'));
let keys = [newKey()];
let answer;

const server = createServer((request, response) => {
  const address = new URL(request.url, 'http://provider.invalid');
  if (request.method === 'POST' && address.pathname === '/test/rotate') {
    keys = address.searchParams.get('old') === 'keep' ? [newKey(), ...keys] : [newKey()];
    answer = provider().callback();
    response.writeHead(204).end();
    return;
  }
  answer(request, response);
});

server.listen(0, '127.0.0.1', () => {
  answer = provider().callback();
  writeFileSync(`${readyFile}.draft`, issuer());
  renameSync(`${readyFile}.draft`, readyFile);
});

function issuer() {
  return `http://127.0.0.1:${server.address().port}`;
}

function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig' };
}

// Codes and sessions outlive a rotation: the library keeps them beside its instances.
function provider() {
  const made = new Provider(issuer(), {
    jwks: { keys },
    clients: plan.clients,
    cookies: { keys: [plan.cookieKey] },
    pkce: { required: () => true },
    scopes: ['openid', 'consents.read', 'consents.write'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'family_name#ja-Kana-JP', 'given_name#ja-Kana-JP', 'birthdate', 'gender'],
      phone: ['phone_number', 'phone_number_verified'],
      address: ['address'],
      email: ['email', 'email_verified'],
      sid: null,
    },
    findAccount: (_, id) => plan.people[id] && { accountId: id, claims: () => ({ ...plan.people[id], sub: id }) },
    // The library refuses to call this machine itself, and it is right; here the listener of the test is on it.
    fetch: (url, { dispatcher: _, ...options }) => fetch(url, options),
    features: {
      devInteractions: { enabled: true },
      clientCredentials: { enabled: true },
      backchannelLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_, client) => (client.grantTypeAllowed('client_credentials') ? plan.audience : undefined),
        getResourceServerInfo: (_, __, client) => ({
          scope: client.scope,
          audience: plan.audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 300,
        }),
      },
    },
  });
  made.on('backchannel.error', (_, error) => console.error('back-channel logout:', error));
  return made;
}
