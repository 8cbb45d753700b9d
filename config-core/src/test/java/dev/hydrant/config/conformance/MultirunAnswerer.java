package dev.hydrant.config.conformance;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.error.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers a sweep with files: the master is composed, split, and its first jobs are composed. */
final class MultirunAnswerer implements Answerer {
  @Override
  public Map<String, Object> answer(ConformanceCase c) throws Exception {
    try (CaseFiles files = CaseFiles.lay(c)) {
      return answer(c, files);
    }
  }

  private static Map<String, Object> answer(ConformanceCase c, CaseFiles files) {
    Composer composer = files.composer(c).build();
    Composition master;
    try {
      master = composer.composeMaster(c.string("config_name"), files.strings(c, "overrides"));
    } catch (ConfigException e) {
      return Answerer.error("master", e.getClass().getSimpleName(), e.getMessage());
    }
    Map<String, Object> result = new LinkedHashMap<>();
    List<List<String>> jobs;
    try {
      jobs = composer.sweep(master);
    } catch (ConfigException e) {
      return Answerer.error("split", e.getClass().getSimpleName(), e.getMessage());
    }
    result.put("jobs", List.copyOf(jobs));
    master
        .hydraValue("sweeper.max_batch_size")
        .ifPresent(most -> result.put("batches", batches(jobs, (Long) most)));
    List<Object> configs = new ArrayList<>();
    int most = c.json().get("max_configs") instanceof Long max ? max.intValue() : 12;
    for (int i = 0; i < Math.min(most, jobs.size()); i++) {
      configs.add(job(composer, master, jobs.get(i), i, files));
    }
    result.put("configs", configs);
    return result;
  }

  private static List<Object> batches(List<List<String>> jobs, Long most) {
    List<Object> batches = new ArrayList<>();
    int size = most == null ? Math.max(1, jobs.size()) : most.intValue();
    for (int from = 0; from < jobs.size(); from += size) {
      batches.add(List.copyOf(jobs.subList(from, Math.min(jobs.size(), from + size))));
    }
    return batches;
  }

  private static Map<String, Object> job(
      Composer composer, Composition master, List<String> overrides, int number, CaseFiles files) {
    Map<String, Object> out = new LinkedHashMap<>();
    try {
      Composition job = composer.composeJob(master, overrides, number);
      out.put("override_dirname", job.hydraValue("job.override_dirname").orElse(null));
      out.put("config", files.plain(CaseValues.encode(job.resolved())));
      return out;
    } catch (ConfigException e) {
      return ComposeAnswerer.error(e, files);
    }
  }
}
