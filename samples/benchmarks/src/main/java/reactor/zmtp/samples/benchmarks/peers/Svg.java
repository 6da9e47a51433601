package reactor.zmtp.samples.benchmarks.peers;

import java.util.Locale;

/**
 * A drawing under construction. It has a ground of its own, of the style {@code ground}: what shows
 * it may be dark and say nothing of that.
 */
final class Svg {

  private final StringBuilder text = new StringBuilder();

  Svg(int width, int height, String title, String style) {
    append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n",
        width, height);
    append("<title>%s</title>%n<style>%n%s</style>%n", escape(title), style);
    rectangle("ground", 0, 0, width, height);
  }

  void rectangle(String style, double x, double y, double width, double height) {
    append(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
        style, x, y, width, height);
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    append(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
        style, x1, y1, x2, y2);
  }

  void text(String style, String anchor, double x, double y, String content) {
    append(
        "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
        style, anchor, x, y, escape(content));
  }

  /** Text that is read upwards, from a point on. */
  void upright(String style, double x, double y, String content) {
    append(
        "<text class=\"%s\" transform=\"translate(%.1f %.1f) rotate(-90)\">%s</text>%n",
        style, x, y, escape(content));
  }

  String text() {
    return text + "</svg>\n";
  }

  private void append(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments));
  }

  private static String escape(String content) {
    return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
