package dev.hydrant.trainer.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names runs by what tells them apart: the overrides that not all of them share. */
final class RunNames {
  private RunNames() {}

  /** Returns a name for each run, in order; a directory's name where overrides tell nothing. */
  static List<String> of(List<ComparedRun> runs) {
    Set<String> shared = new LinkedHashSet<>(runs.get(0).overrides());
    runs.forEach(r -> shared.retainAll(r.overrides()));
    List<List<String>> own = new ArrayList<>();
    Set<String> keys = new TreeSet<>();
    for (ComparedRun run : runs) {
      List<String> rest = run.overrides().stream().filter(o -> !shared.contains(o)).toList();
      rest.forEach(o -> keys.add(o.substring(0, Math.max(0, o.indexOf('=')))));
      own.add(rest);
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      // With one key alone its values say it all.
      String name =
          keys.size() == 1 && own.get(i).size() == 1
              ? own.get(i).get(0).substring(own.get(i).get(0).indexOf('=') + 1)
              : String.join(" ", own.get(i));
      boolean telling = !name.isEmpty() && own.indexOf(own.get(i)) == own.lastIndexOf(own.get(i));
      names.add(telling ? name : runs.get(i).directory().getFileName().toString());
    }
    return names;
  }
}
