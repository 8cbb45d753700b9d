package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.LoneValue;
import java.util.List;
import java.util.Optional;

/** Where a run goes on from, and which changes of its configuration are meant. */
@LoneValue("from")
public record ResumeConfig(
    @Doc(
            "auto (this run directory's newest checkpoint, if any), last or best (this run"
                + " directory's), or a run or checkpoint directory.")
        Optional<String> from,
    @Doc(
            "Keys that may differ from those of the checkpoint although they change the numbers; a"
                + " key allows all beneath it.")
        @Default("[]")
        List<String> allow) {
  public ResumeConfig {
    allow = List.copyOf(allow);
  }

  /** Begins anew. */
  public static final ResumeConfig NONE = new ResumeConfig(Optional.empty(), List.of());
}
