package dev.hydrant.config.app.sweep;

import dev.hydrant.config.Sweep;
import dev.hydrant.config.compose.ConfigReaders;
import dev.hydrant.config.compose.PythonText;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.source.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code --sweep-file}: a YAML list with one list of overrides for each job. */
final class SweepFile {
  private SweepFile() {}

  static Sweep read(Path file) {
    String text;
    try {
      text = TextFiles.read(file);
    } catch (IOException e) {
      throw new ConfigLoadException("--sweep-file: cannot read " + file + ": " + e.getMessage());
    }
    Node root = new ConfigReaders(Budget.DEFAULT).read(Format.YAML, text, file.toString());
    List<List<String>> jobs = new ArrayList<>();
    for (Node job : items(root, "a list with a list of overrides for each job")) {
      List<String> overrides = new ArrayList<>();
      for (Node override : items(job, "a list of overrides, such as [lr=0.1, layers=2]")) {
        if (override instanceof ListNode || override instanceof MissingNode) {
          throw wrong(override, "an override, such as lr=0.1");
        }
        overrides.add(
            override instanceof InterpolationNode i
                ? i.interpolation().text()
                : PythonText.of(override));
      }
      jobs.add(overrides);
    }
    return Sweep.ofJobs(jobs);
  }

  private static List<Node> items(Node node, String wanted) {
    if (node instanceof ListNode list) {
      return list.items();
    }
    throw wrong(node, wanted);
  }

  private static ConfigLoadException wrong(Node node, String wanted) {
    return new ConfigLoadException("--sweep-file: here must be " + wanted, node.origin());
  }
}
