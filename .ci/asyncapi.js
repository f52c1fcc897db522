// Called by .ci/asyncapi. Fails when docs/asyncapi.yaml is no AsyncAPI document, shows a frame that is no golden frame,
// leaves one out, has a schema that a golden frame does not fit, or lists other codes than docs/protocol.md.
'use strict';

const { readFileSync, readdirSync } = require('node:fs');
const { createRequire } = require('node:module');
const { resolve } = require('node:path');
const { isDeepStrictEqual } = require('node:util');

const [home, documentFile, protocolFile, framesDirectory] = process.argv.slice(2);
const installed = createRequire(resolve(home, 'any.js'));
const { Parser } = installed('@asyncapi/parser');
const Ajv = installed('ajv').default;
const addFormats = installed('ajv-formats').default;

const failures = [];

function check(holds, failure) {
    if (!holds) {
        failures.push(failure);
    }
}

const golden = readdirSync(framesDirectory).filter((file) => file.endsWith('.json')).map((file) => ({
    name: file.replace('.json', ''),
    ...JSON.parse(readFileSync(resolve(framesDirectory, file), 'utf8')),
}));

/** The document as the parser understands it; what it only warns of is a failure too. */
async function parse() {
    const { document, diagnostics } = await new Parser().parse(readFileSync(documentFile, 'utf8'));
    for (const { code, message, path, severity, range } of diagnostics) {
        const weight = ['error', 'warning', 'information', 'hint'][severity];
        const told = `${documentFile}:${range.start.line + 1} ${weight} ${code}: ${message} (${path.join('.')})`;
        check(severity > 1, told);
    }
    return document;
}

/** Clients ignore what they do not know; here a member that no schema names is a mistake. */
function strict(schema) {
    if (Array.isArray(schema)) {
        return schema.map(strict);
    }
    if (schema === null || typeof schema !== 'object') {
        return schema;
    }
    const copy = Object.fromEntries(Object.entries(schema)
        .filter(([key]) => !key.startsWith('x-parser'))
        .map(([key, value]) => [key, key === 'examples' || key === 'const' ? value : strict(value)]));
    return copy.type === 'object' && copy.properties ? { additionalProperties: false, ...copy } : copy;
}

/** A golden frame belongs to exactly one message of its wire and its direction. */
function checkFrames(document) {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    const validators = new Map();
    for (const message of document.allMessages()) {
        validators.set(message.id(), ajv.compile(strict(message.payload().json())));
    }
    for (const { name, from, wire, frame } of golden) {
        const channel = document.channels().get(wire === 'plain' ? 'plain' : 'maruV1');
        const all = channel.operations();
        const operations = from === 'client' ? all.filterByReceive() : all.filterBySend();
        const messages = operations.flatMap((operation) => operation.messages().all());
        const ids = new Set(messages.map((message) => message.id()));
        const payload = from === 'server' && wire !== 'plain' ? [frame] : frame;
        const fits = [...ids].filter((id) => validators.get(id)(payload));
        const errors = [...ids].flatMap((id) => validators.get(id).errors ?? [])
            .filter((error) => error.keyword !== 'const')
            .map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
        check(fits.length === 1, `${name} fits ${fits.length} messages, not one: ${errors.join('; ')}`);
    }
}

/** The objects of all examples: of messages, and of the schemas of what a frame of the server holds. */
function shown(document) {
    const ofMessages = document.allMessages().all()
        .flatMap((message) => message.examples().all().map((example) => example.payload()));
    const ofSchemas = Object.values(document.json().components.schemas).flatMap((schema) => schema.examples ?? []);
    return [...ofMessages, ...ofSchemas].flat();
}

function checkExamples(document) {
    const examples = shown(document);
    for (const example of examples) {
        const known = golden.some(({ frame }) => isDeepStrictEqual(frame, example));
        check(known, `no golden frame: ${JSON.stringify(example)}`);
    }
    for (const { name, frame } of golden) {
        check(examples.some((example) => isDeepStrictEqual(example, frame)), `not shown: ${name}`);
    }
}

/** What the pattern finds in one section of the protocol, sorted. */
function column(protocol, section, pattern) {
    const text = protocol.split(`\n## ${section}\n`)[1]?.split('\n## ')[0] ?? '';
    return [...text.matchAll(pattern)].map((match) => match[1]).sort();
}

function checkCodes(document) {
    const protocol = readFileSync(protocolFile, 'utf8');
    const refusals = column(protocol, 'Refusals', /^\| `(?!code`|gap`)(\w+)` \|/gm);
    const closes = column(protocol, 'Close codes', /^\| (\d{4} \| `\w+`) \|/gm);
    const { components, 'x-close-codes': closeCodes } = document.json();
    const sameRefusals = isDeepStrictEqual([...components.schemas.refusalCode.enum].sort(), refusals);
    check(sameRefusals, `refusalCode and ${protocolFile} differ: ${refusals}`);
    const told = closeCodes.map(({ code, reason }) => `${code} | \`${reason}\``).sort();
    check(isDeepStrictEqual(told, closes), `x-close-codes and ${protocolFile} differ: ${closes}`);
}

async function main() {
    check(golden.length >= 40, `only ${golden.length} golden frames in ${framesDirectory}`);
    const document = await parse();
    if (document) {
        checkFrames(document);
        checkExamples(document);
        checkCodes(document);
    }
    failures.forEach((failure) => console.error(failure));
    console.log(`${documentFile}: ${golden.length} golden frames, ${failures.length} failures`);
    process.exitCode = failures.length === 0 ? 0 : 1;
}

main();
