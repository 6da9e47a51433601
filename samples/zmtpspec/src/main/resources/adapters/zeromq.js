// zeromq.js, steered by lines: see ZMTPSPEC.md of reactor-zmtp-test. NODE_PATH says where it is installed.

const readline = require("node:readline");
const zmq = require("zeromq");

const TYPES = {
  PAIR: zmq.Pair, PUB: zmq.Publisher, SUB: zmq.Subscriber, REQ: zmq.Request, REP: zmq.Reply,
  DEALER: zmq.Dealer, ROUTER: zmq.Router, PULL: zmq.Pull, PUSH: zmq.Push, XPUB: zmq.XPublisher,
  XSUB: zmq.XSubscriber,
};
const NUMBERS = {
  linger: "linger", sndhwm: "sendHighWaterMark", rcvhwm: "receiveHighWaterMark",
  sndbuf: "sendBufferSize", rcvbuf: "receiveBufferSize", maxmsgsize: "maxMessageSize",
  handshake_ivl: "handshakeInterval", heartbeat_ivl: "heartbeatInterval",
  heartbeat_timeout: "heartbeatTimeout", heartbeat_ttl: "heartbeatTimeToLive",
  reconnect_ivl: "reconnectInterval",
};
const sockets = {};
let opened = 0;

class Unsupported extends Error {}

function octets(word) {
  const star = word.indexOf("*");
  if (star >= 0) return Buffer.alloc(Number(word.slice(0, star)), parseInt(word.slice(star + 1), 16));
  return word === "-" ? Buffer.alloc(0) : Buffer.from(word, "hex");
}

function word(frame) {
  if (frame.length > 32 && frame.every((octet) => octet === frame[0])) {
    return frame.length + "*" + frame.subarray(0, 1).toString("hex");
  }
  return frame.toString("hex") || "-";
}

function open(type, ...options) {
  if (!TYPES[type]) throw new Unsupported("socket type " + type);
  const socket = new TYPES[type]();
  for (const option of options) {
    const [name, value] = option.split("=");
    if (NUMBERS[name]) socket[NUMBERS[name]] = Number(value);
    else if (name === "routing_id") socket.routingId = octets(value).toString("latin1");
    else if (name === "router_mandatory") socket.mandatory = value !== "0";
    else if (name === "plain_username") socket.plainUsername = value;
    else if (name === "plain_password") socket.plainPassword = value;
    else if (name !== "minimum_protocol" || value === "3.0") throw new Unsupported("option " + option);
  }
  sockets[++opened] = socket;
  return "ok " + opened;
}

async function send(socket, millis, frames) {
  if (!socket.send) throw new Unsupported("sending");
  socket.sendTimeout = Number(millis);
  try {
    await socket.send(frames);
    return true;
  } catch (failed) {
    if (failed.code === "EAGAIN") return false;
    throw failed;
  }
}

async function flood(socket, count, size, millis, ...prefix) {
  for (let number = 0; number < count; number++) {
    const body = Buffer.alloc(Number(size));
    body.writeInt32BE(number);
    const taken = await send(socket, millis, [...prefix.map(octets), body]).catch(() => false);
    if (!taken) return "ok " + number;
  }
  return "ok " + count;
}

async function receive(socket, millis) {
  if (!socket.receive) throw new Unsupported("receiving");
  socket.receiveTimeout = Number(millis);
  try {
    return "message " + (await socket.receive()).map(word).join(" ");
  } catch (failed) {
    if (failed.code === "EAGAIN") return "nothing";
    throw failed;
  }
}

async function answer(verb, ...words) {
  if (verb === "open") return open(...words);
  const socket = sockets[words[0]];
  switch (verb) {
    case "bind":
      await socket.bind(words[1]);
      return "ok " + socket.lastEndpoint;
    case "connect":
      socket.connect(words[1]);
      return "ok";
    case "send":
      return (await send(socket, words[1], words.slice(2).map(octets))) ? "ok" : "full";
    case "flood":
      return flood(socket, ...words.slice(1));
    case "receive":
      return receive(socket, words[1]);
    case "subscribe":
    case "unsubscribe":
      if (socket instanceof zmq.XSubscriber) {
        await socket.send(Buffer.concat([Buffer.from([verb === "subscribe" ? 1 : 0]), octets(words[1])]));
      } else {
        socket[verb](octets(words[1]));
      }
      return "ok";
    case "close":
      socket.close();
      return "ok";
    default:
      throw new Unsupported(verb);
  }
}

// A socket sees what its peers do when somebody asks it for anything (ZMQ_EVENTS).
const EVENTS = 15;
setInterval(() => {
  for (const socket of Object.values(sockets)) if (!socket.closed) socket.getInt32Option?.(EVENTS);
}, 5);

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let reply;
    try {
      reply = await answer(...line.split(" "));
    } catch (failed) {
      const kind = failed instanceof Unsupported ? "unsupported" : "error";
      reply = kind + " " + String(failed.message).replace(/\s+/g, " ");
    }
    process.stdout.write(reply + "\n");
  }
  process.exit(0);
})();
