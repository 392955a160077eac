import dns from 'node:dns';

// An unexpected call to the outside fails at once and by name, instead of hanging or, worse, succeeding on a machine with a network.
const own = new Set(['localhost', '127.0.0.1', '::1']);
const lookup = dns.lookup;
Object.assign(dns, {
  lookup: (hostname: string, ...rest: unknown[]) => {
    if (own.has(hostname)) return (lookup as (...args: unknown[]) => unknown)(hostname, ...rest);
    const callback = rest.at(-1) as (error: Error) => void;
    return callback(new Error(`a test tried to reach ${hostname}`));
  },
});
