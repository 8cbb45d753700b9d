package dev.hydrant.config.launch.sweeper;

import dev.hydrant.config.launch.SweepDirectory;
import java.util.List;

/** Decides, batch by batch, which jobs a sweep runs. */
public interface Sweeper {
  /**
   * The next jobs, as override lists; jobs that are there already may be among them.
   *
   * <p>Called again when the jobs of the last batch have ended.
   *
   * @return an empty list when the sweep is complete
   */
  List<List<String>> next(SweepDirectory sweep);

  /** The jobs, as override lists, that an earlier call asked for and {@link #next} leaves out. */
  default List<List<String>> earlier(SweepDirectory sweep) {
    return List.of();
  }
}
