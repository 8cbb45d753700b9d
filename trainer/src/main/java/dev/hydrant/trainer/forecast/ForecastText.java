package dev.hydrant.trainer.forecast;

import dev.hydrant.trainer.forecast.Forecast.Group;
import dev.hydrant.trainer.forecast.Forecast.StepCost;
import dev.hydrant.trainer.forecast.Forecast.WholeRun;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a forecast for people. */
public final class ForecastText {
  private final Forecast f;
  private final PrintStream out;

  private ForecastText(Forecast f, PrintStream out) {
    this.f = f;
    this.out = out;
  }

  public static void print(Forecast forecast, PrintStream out) {
    new ForecastText(forecast, out).print();
  }

  private void print() {
    line("%s: %,d parameters%s", f.type(), f.parameters(), buffers());
    line("");
    groups();
    line("");
    field("batch", batch());
    field(
        "step",
        "%,d %s%s",
        f.itemsPerStep(),
        f.unit(),
        f.microBatches() == 1 ? "" : " in " + f.microBatches() + " micro-batches");
    if (f.step() == null) {
      field("memory", "not known: the model runs operator by operator. %s", f.eager());
      field("arithmetic", "%s a step", Amounts.flops(f.itemsPerStep() * f.flopsPerItem()));
    } else {
      step(f.step());
    }
    field("learning rate", "%s", f.learningRate().schedule());
    course();
    run(f.run());
  }

  private String buffers() {
    return f.buffers() == 0 ? "" : String.format(Locale.ROOT, ", %,d values beside", f.buffers());
  }

  private void groups() {
    int width = f.groups().stream().mapToInt(g -> g.name().length()).max().orElse(0);
    String format = "  %-" + Math.max(width, 5) + "s %15s %8s  %-10s %10s %13s";
    line(format, "group", "parameters", "tensors", "rule", "highest lr", "weight decay");
    for (Group g : f.groups()) {
      line(
          format,
          g.name(),
          String.format(Locale.ROOT, "%,d", g.parameters()),
          g.tensors(),
          g.rule(),
          Amounts.number(g.lr()),
          Amounts.number(g.weightDecay()));
    }
  }

  private String batch() {
    return f.batch().stream()
        .map(a -> a.name() + " " + a.shape() + " " + a.type())
        .collect(Collectors.joining(", "));
  }

  private void step(StepCost s) {
    field(
        "memory",
        "%s for a step: weights %s, gradient %s, optimizer %s, results %s",
        Amounts.bytes(s.totalBytes()),
        Amounts.bytes(s.weightBytes()),
        Amounts.bytes(s.gradientBytes()),
        Amounts.bytes(s.stateBytes()),
        Amounts.bytes(s.intermediateBytes()));
    String item = f.unit().replaceAll("s$", "");
    field(
        "arithmetic",
        "%s a step, %s a %s (by the model's formula %s); %,d operators, %s",
        Amounts.flops(s.flops()),
        Amounts.flops(s.flops() / f.itemsPerStep()),
        item,
        Amounts.flops(f.flopsPerItem()),
        s.operators(),
        f.precision());
    if (s.optimizerFlops() > 0) {
      field("", "and %s a step for the optimizer", Amounts.flops(s.optimizerFlops()));
    }
  }

  private void course() {
    List<Double> factors = f.learningRate().factors();
    if (factors.isEmpty()) {
      return;
    }
    double peak = f.groups().stream().mapToDouble(Group::lr).max().orElse(1);
    boolean same = f.groups().stream().allMatch(g -> g.lr() == peak);
    List<Double> shown = same ? factors.stream().map(x -> x * peak).toList() : factors;
    List<Long> steps = f.learningRate().steps();
    String last = "step " + steps.get(steps.size() - 1);
    TextPlot.of(shown, "0", last).forEach(l -> line("    %s", l));
    if (!same) {
      line("    a factor on the rates of the table");
    }
  }

  private void run(WholeRun r) {
    field(
        "the whole run",
        "%,d steps, %,.0f %s%s, %s",
        r.steps(),
        r.items(),
        f.unit(),
        r.epochs() < 1e-3 ? "" : String.format(Locale.ROOT, " (%.3g times the data)", r.epochs()),
        Amounts.flops(r.flops()));
    if (r.secondsAtPeak() != null) {
      field("", "at least %s at the stated peak_flops", Amounts.duration(r.secondsAtPeak()));
    }
    field("", "%,d validations of %,d batches", r.validations(), r.validationBatches());
    if (r.testBatches() > 0) {
      field("", "a final test of %,d batches", r.testBatches());
    }
    if (r.checkpoints() > 0) {
      field(
          "",
          "checkpoints of %s, %d kept at most",
          Amounts.bytes(r.checkpointBytes()),
          r.checkpoints());
    }
  }

  private void field(String name, String format, Object... values) {
    line("  %-14s %s", name, String.format(Locale.ROOT, format, values));
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
