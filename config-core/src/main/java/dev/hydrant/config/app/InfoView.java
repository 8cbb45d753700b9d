package dev.hydrant.config.app;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.defaults.DefaultsEntry;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.List;

/** What {@code --info} prints: how a configuration is put together. */
final class InfoView {
  private final Composition config;
  private final Composer composer;
  private final AppSettings settings;
  private final StringBuilder text = new StringBuilder();

  InfoView(Composition config, Composer composer, AppSettings settings) {
    this.config = config;
    this.composer = composer;
    this.settings = settings;
  }

  String show(String topic) {
    switch (topic) {
      case "defaults" -> defaults();
      case "defaults-tree" -> tree();
      case "searchpath" -> searchPath();
      case "plugins" -> plugins();
      case "config" -> whole();
      default -> {
        header(settings.version(), '=');
        plugins();
        whole();
      }
    }
    return text.toString();
  }

  private void whole() {
    searchPath();
    tree();
    defaults();
    header("Config", '*');
    line(config.toYaml());
  }

  private void searchPath() {
    line("");
    header("Config search path", '*');
    List<List<String>> rows = new ArrayList<>();
    if (config.hydra().get("runtime") instanceof MapNode runtime
        && runtime.get("config_sources") instanceof ListNode sources) {
      for (Node source : sources.items()) {
        MapNode map = (MapNode) source;
        rows.add(List.of(text(map, "provider"), text(map, "schema") + "://" + text(map, "path")));
      }
    }
    table(List.of("Provider", "Search path"), rows, "");
  }

  private void tree() {
    line("");
    header("Defaults Tree", '*');
    config.details().plan().defaults().tree().forEach(this::line);
  }

  private void defaults() {
    line("");
    header("Defaults List", '*');
    List<List<String>> rows = new ArrayList<>();
    for (DefaultsEntry entry : config.details().plan().defaults().entries()) {
      rows.add(
          List.of(
              entry.configPath(),
              entry.pkg(),
              entry.isSelf() ? "True" : "False",
              entry.parent() == null ? "" : entry.parent()));
    }
    table(List.of("Config path", "Package", "_self_", "Parent"), rows, " ");
  }

  private void plugins() {
    line("");
    header("Plugins", '*');
    line("Launchers: " + String.join(", ", composer.options("hydra/launcher")));
    line("Sweepers: " + String.join(", ", composer.options("hydra/sweeper")));
  }

  private void table(List<String> titles, List<List<String>> rows, String afterTitles) {
    int[] widths = new int[titles.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = titles.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    String head = row(titles, widths) + afterTitles;
    header(head, '-');
    rows.forEach(row -> line(row(row, widths)));
    line("-".repeat(head.length()));
  }

  private static String row(List<String> cells, int[] widths) {
    StringBuilder row = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      row.append(' ').append(cell).append(" ".repeat(widths[i] - cell.length())).append(" |");
    }
    return row.toString();
  }

  private void header(String title, char underline) {
    line(title);
    line(String.valueOf(underline).repeat(title.length()));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String text(MapNode map, String key) {
    return map.get(key) instanceof ScalarNode s ? String.valueOf(s.value()) : "";
  }
}
