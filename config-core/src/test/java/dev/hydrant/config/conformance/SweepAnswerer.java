package dev.hydrant.config.conformance;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.sweep.SweepExpander;
import dev.hydrant.config.sweep.SweepJobs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers how a sweep is split into jobs. Cases with files need a whole multirun: they go to {@code
 * MultirunAnswerer} in this package.
 */
public final class SweepAnswerer implements Answerer {
  /** Whether a case is about splitting alone. */
  public static boolean isSplit(ConformanceCase c) {
    return !c.json().containsKey("files") && !c.json().containsKey("files_ref");
  }

  @Override
  public Map<String, Object> answer(ConformanceCase c) throws Exception {
    if (!isSplit(c)) {
      return Answerers.of("multirun").orElseThrow().answer(c);
    }
    Map<String, Object> out = new LinkedHashMap<>();
    try {
      SweepJobs jobs = SweepExpander.seeded(0).expand(c.strings("overrides"), null);
      if (c.json().get("max_batch_size") instanceof Long most) {
        out.put("batches", lists(jobs.batches(most.intValue())));
      }
      out.put("jobs", lists(jobs));
    } catch (ConfigException | IllegalArgumentException e) {
      return Answerer.error("split", e.getClass().getSimpleName(), e.getMessage());
    }
    return out;
  }

  private static List<Object> lists(List<?> lists) {
    List<Object> out = new ArrayList<>();
    for (Object item : lists) {
      out.add(item instanceof List<?> list ? lists(list) : item);
    }
    return out;
  }
}
