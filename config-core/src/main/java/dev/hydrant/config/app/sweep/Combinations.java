package dev.hydrant.config.app.sweep;

import dev.hydrant.config.Sweep;
import dev.hydrant.config.error.LaunchException;
import dev.hydrant.config.grammar.OverrideParser;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.sweep.GlobSource;
import dev.hydrant.config.sweep.SweepExpander;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs of a sweep in which some arguments move together, or which are listed one by one. */
final class Combinations {
  private final GlobSource groups;
  private final List<List<String>> zips;

  /** Combines; each of {@code zips} is a comma-separated list of keys that move together. */
  Combinations(GlobSource groups, List<String> zips) {
    this.groups = groups;
    this.zips = zips.stream().map(z -> Arrays.asList(z.split(","))).toList();
  }

  /** Every combination of the arguments, once for each listed job. */
  List<List<String>> of(List<String> arguments, Sweep listed) {
    List<List<String>> jobs = new ArrayList<>();
    for (List<String> more : listed == null ? List.of(List.<String>of()) : listed.jobs()) {
      List<String> all = new ArrayList<>(arguments);
      all.addAll(more);
      jobs.addAll(expand(all));
    }
    return jobs;
  }

  private List<List<String>> expand(List<String> arguments) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String argument : arguments) {
      ParsedOverride o = OverrideParser.parse(argument);
      List<String> own = new SweepExpander().expandParsed(List.of(o), groups).arguments().get(0);
      values.put(o.keyElement(), own);
    }
    List<Sweep> factors = new ArrayList<>();
    for (List<String> zip : zips) {
      List<List<String>> rows = rows(zip, values);
      factors.add(Sweep.ofJobs(rows));
    }
    Sweep product = Sweep.ofJobs(List.of(List.of()));
    for (List<String> own : values.values()) {
      product = product.times(Sweep.ofJobs(own.stream().map(List::of).toList()));
    }
    for (Sweep factor : factors) {
      product = product.times(factor);
    }
    return product.jobs();
  }

  /** Takes the keys of a zip out of the values and pairs theirs up. */
  private static List<List<String>> rows(List<String> zip, Map<String, List<String>> values) {
    List<List<String>> columns = new ArrayList<>();
    for (String key : zip) {
      String known =
          values.keySet().stream()
              .filter(k -> k.replaceFirst("^\\++", "").equals(key))
              .findFirst()
              .orElseThrow(
                  () ->
                      new LaunchException(
                          "--zip names '"
                              + key
                              + "', which is not swept: there is "
                              + values.keySet()));
      columns.add(values.remove(known));
    }
    int length = columns.get(0).size();
    List<List<String>> rows = new ArrayList<>();
    for (List<String> column : columns) {
      if (column.size() != length) {
        throw new LaunchException(
            "--zip "
                + String.join(",", zip)
                + ": the keys have "
                + columns.stream().map(c -> String.valueOf(c.size())).toList()
                + " values; to move together they need equally many");
      }
    }
    for (int i = 0; i < length; i++) {
      int at = i;
      rows.add(columns.stream().map(c -> c.get(at)).toList());
    }
    return rows;
  }
}
