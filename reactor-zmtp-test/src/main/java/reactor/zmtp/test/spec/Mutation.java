package reactor.zmtp.test.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What becomes of the octets a scenario sends: nothing, or seeded damage. */
@FunctionalInterface
interface Mutation {

  /** As they are. */
  Mutation NONE = List::of;

  List<byte[]> of(byte[] octets);

  /** Octets changed, left out, doubled, and split anywhere, about one send in two. */
  static Mutation seeded(long seed) {
    Random random = new Random(seed);
    return octets -> split(damage(octets, random), random);
  }

  private static byte[] damage(byte[] octets, Random random) {
    byte[] damaged = octets.clone();
    if (damaged.length == 0) {
      return damaged;
    }
    int at = random.nextInt(damaged.length);
    return switch (random.nextInt(8)) {
      case 0 -> {
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        yield damaged;
      }
      case 1 -> {
        damaged[at] = (byte) random.nextInt(256);
        yield damaged;
      }
      case 2 -> Arrays.copyOf(damaged, at);
      case 3 -> {
        byte[] twice = Arrays.copyOf(damaged, damaged.length + damaged.length - at);
        System.arraycopy(damaged, at, twice, damaged.length, damaged.length - at);
        yield twice;
      }
      default -> damaged;
    };
  }

  private static List<byte[]> split(byte[] octets, Random random) {
    if (octets.length < 2 || random.nextBoolean()) {
      return List.of(octets);
    }
    List<byte[]> pieces = new ArrayList<>();
    int at = 1 + random.nextInt(octets.length - 1);
    pieces.add(Arrays.copyOf(octets, at));
    pieces.add(Arrays.copyOfRange(octets, at, octets.length));
    return pieces;
  }
}
