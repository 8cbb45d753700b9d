package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.LoneValue;
import java.util.List;
import java.util.Optional;

/** What a run resumes, and which changes of its configuration are intended. */
@LoneValue("from")
public record ResumeConfig(
    @Doc(
            "A run or checkpoint directory; or auto (this run directory's newest checkpoint, if it"
                + " has one), last or best.")
        Optional<String> from,
    @Doc(
            "Keys that may differ from the checkpoint's although they change the numbers; a key"
                + " covers those inside it.")
        @Default("[]")
        List<String> allow) {
  public ResumeConfig {
    allow = List.copyOf(allow);
  }

  /** Starts fresh. */
  public static final ResumeConfig NONE = new ResumeConfig(Optional.empty(), List.of());
}
