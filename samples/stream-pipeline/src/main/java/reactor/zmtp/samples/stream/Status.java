package reactor.zmtp.samples.stream;

import java.util.List;
import reactor.zmtp.SocketMetrics;

/**
 * How a coordinator stands at one moment.
 *
 * @param lines the PUSH socket
 * @param trades the PULL socket of parsers
 * @param windows the ROUTER socket
 * @param counts the PULL socket of window workers
 * @param taken lines taken from the source
 * @param inFlight of these, those that are in no worker's count yet
 * @param early parsed lines that wait for one before them
 * @param workers the window workers
 */
record Status(
    SocketMetrics lines,
    SocketMetrics trades,
    SocketMetrics windows,
    SocketMetrics counts,
    long taken,
    long inFlight,
    int early,
    List<Worker> workers) {

  /**
   * A window worker.
   *
   * @param name its routing id
   * @param partitions how many it has
   * @param waiting messages that wait for it, beside those in the socket
   */
  record Worker(String name, int partitions, int waiting) {

    static Worker of(Member member) {
      return new Worker(member.id().toString(), member.load(), member.waiting());
    }
  }
}
