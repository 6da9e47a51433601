package reactor.zmtp.transport.address;

import reactor.zmtp.InvalidEndpointException;

/** Scheme of an endpoint, which says what transport it is for. */
public final class Scheme {

  private static final String SEPARATOR = "://";

  private Scheme() {}

  /**
   * Reads what stands before {@code ://}.
   *
   * @throws InvalidEndpointException if nothing does, or the endpoint has control characters
   */
  public static String of(String endpoint) {
    if (endpoint.isEmpty()) {
      throw new InvalidEndpointException(endpoint, "is empty; right is tcp://host:port");
    }
    refuseControlCharacters(endpoint);
    int separator = endpoint.indexOf(SEPARATOR);
    if (separator < 0) {
      throw new InvalidEndpointException(
          endpoint, "there is no \"://\" after the transport; right is tcp://host:port");
    }
    if (separator == 0) {
      throw new InvalidEndpointException(
          endpoint, "the transport before \"://\" is missing; right is tcp://host:port");
    }
    return endpoint.substring(0, separator);
  }

  private static void refuseControlCharacters(String endpoint) {
    for (int i = 0; i < endpoint.length(); i++) {
      char c = endpoint.charAt(i);
      if (Character.isISOControl(c)) {
        throw new InvalidEndpointException(
            endpoint, String.format("the control character U+%04X at index %d", (int) c, i));
      }
    }
  }

  /**
   * Takes the scheme off an endpoint that has it.
   *
   * @throws InvalidEndpointException if nothing follows, or the scheme is another
   */
  public static String strip(String scheme, String endpoint) {
    if (!of(endpoint).equals(scheme)) {
      throw new InvalidEndpointException(endpoint, "does not begin with " + scheme + SEPARATOR);
    }
    String address = endpoint.substring(scheme.length() + SEPARATOR.length());
    if (address.isEmpty()) {
      throw new InvalidEndpointException(
          endpoint,
          "there is no host and no port after %s://; right is %s://host:port"
              .formatted(scheme, scheme));
    }
    return address;
  }
}
