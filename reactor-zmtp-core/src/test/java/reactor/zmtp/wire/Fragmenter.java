package reactor.zmtp.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The ways in which a network may cut bytes: a decoder has to make the same of each of them. */
public final class Fragmenter {

  private static final int RANDOM_CUTS = 200;

  private Fragmenter() {}

  /**
   * Whole, byte by byte, cut in two at every point, and cut at random points (with a fixed seed).
   */
  public static void forEachFragmentation(byte[] bytes, Consumer<List<byte[]>> check) {
    check.accept(List.of(bytes));
    check.accept(cut(bytes, everyIndex(bytes.length)));
    for (int at = 0; at <= bytes.length; at++) {
      check.accept(cut(bytes, new int[] {at}));
    }
    Random random = new Random(37);
    for (int i = 0; i < RANDOM_CUTS; i++) {
      check.accept(
          cut(bytes, random.ints(random.nextInt(8), 0, bytes.length + 1).sorted().toArray()));
    }
  }

  private static int[] everyIndex(int length) {
    int[] indexes = new int[length];
    Arrays.setAll(indexes, i -> i);
    return indexes;
  }

  private static List<byte[]> cut(byte[] bytes, int[] points) {
    List<byte[]> fragments = new ArrayList<>();
    int from = 0;
    for (int point : points) {
      fragments.add(Arrays.copyOfRange(bytes, from, point));
      from = point;
    }
    fragments.add(Arrays.copyOfRange(bytes, from, bytes.length));
    return fragments;
  }
}
