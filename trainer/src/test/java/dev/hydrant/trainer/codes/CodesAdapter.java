package dev.hydrant.trainer.codes;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.report.Headline;
import dev.hydrant.trainer.report.Headline.Direction;
import dev.hydrant.trainer.report.Headlines;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Registers {@link CodesModel} as type {@code codes}. */
public final class CodesAdapter implements ModelAdapter<CodesConfig> {
  static final AtomicInteger DISCOVERIES = new AtomicInteger();

  @Override
  public String type() {
    return "codes";
  }

  @Override
  public Class<CodesConfig> configType() {
    return CodesConfig.class;
  }

  @Override
  public Facts discover(CodesConfig config, ModelContext context, PreparationProgress progress) {
    DISCOVERIES.incrementAndGet();
    return Facts.of(CodesFacts.of(config));
  }

  @Override
  public Facts fingerprint(CodesConfig config, ModelContext context) {
    return Facts.of(new CodesFacts.Fingerprint(CodesFacts.Data.of(config)));
  }

  @Override
  public Headlines headlines(CodesConfig config) {
    return new Headlines(
        "/",
        List.of(new Headline("purity", "purity", "", Direction.MAX, "%.4f"), Headline.loss("")));
  }

  @Override
  public TrainableModel create(CodesConfig config, ModelContext context) {
    return new CodesModel(config, context.facts().as(CodesFacts.class));
  }
}
