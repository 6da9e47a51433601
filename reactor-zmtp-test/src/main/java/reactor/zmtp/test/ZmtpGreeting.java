package reactor.zmtp.test;

/**
 * A greeting as it came from the other side.
 *
 * @param major the major version
 * @param minor the minor version
 * @param mechanism the mechanism's name, without its padding
 * @param asServer the as-server byte
 */
public record ZmtpGreeting(int major, int minor, String mechanism, int asServer) {}
