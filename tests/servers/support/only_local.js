// For `node --require`: no connection leaves this machine, and no name but localhost is looked up.
const dns = require("dns");
const net = require("net");

const local = (host) => !host || /^(127\.|::1$|(.*\.)?localhost$)/.test(host);

const lookup = dns.lookup;
dns.lookup = (host, ...rest) => {
  if (!local(host)) throw new Error(`a look-up of ${host}`);
  return lookup("localhost", ...rest); // also names below localhost
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const [first] = given.flat();
  const host = typeof first === "object" ? first.host : given[1];
  if (!local(host)) throw new Error(`a connection to ${host}`);
  return connect.apply(this, given);
};
