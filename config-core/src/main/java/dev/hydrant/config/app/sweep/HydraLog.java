package dev.hydrant.config.app.sweep;

import dev.hydrant.config.Composition;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.write.Printable;
import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a sweep says about itself while it runs, unless {@code hydra.hydra_logging} is off. */
final class HydraLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);
  private final PrintStream out;

  private HydraLog(PrintStream out) {
    this.out = out;
  }

  static HydraLog of(Composition master, PrintStream out) {
    boolean on =
        master.hydraNode("hydra_logging").orElse(null) instanceof MapNode map
            && map.get("root") instanceof MapNode root
            && root.get("handlers") != null;
    return new HydraLog(on ? out : null);
  }

  void line(String format, Object... arguments) {
    if (out != null) {
      out.println(
          "["
              + TIME.format(LocalDateTime.now())
              + "][HYDRA] "
              + Printable.text(String.format(Locale.ROOT, format, arguments)));
      out.flush();
    }
  }
}
