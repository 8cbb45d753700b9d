package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Heads of real vocabularies on 2,048 rows, recorded as training records them, against float64: the
 * loss, every gradient of the last 128 classes, and those of two rows in 128.
 */
class HeadKernelsTest {
  private static final long ROWS = 2048;

  /** The largest difference, in parts of the largest number of its kind. */
  private static final String REFERENCE =
      """
        def apart(self, y: Tensor, z: Tensor) -> float:
          return float(torch.div(torch.amax(torch.abs(torch.sub(y.to(7), z))), torch.amax(torch.abs(z))))
        def slope(self, z: Tensor, hit: Tensor, lse: Tensor, c: Tensor, cap: float, zloss: float) -> Tensor:
          # of the loss by logits before the cap; z is capped
          g = torch.mul(torch.exp(torch.sub(z, lse)), torch.add(torch.mul(lse, 2. * zloss), 1.))
          g = torch.mul(torch.sub(g, hit.to(7)), c)
          if cap > 0.:
            g = torch.mul(g, torch.rsub(torch.square(torch.div(z, cap)), 1.))
          return g
        def far(self, x: Tensor, w: Tensor, target: Tensor, cap: float, zloss: float, loss: Tensor, dx: Tensor, dw: Tensor) -> float:
          n = x.size(0)
          v = w.size(0)
          from_class = max(0, v - 128)
          wd = w.to(7)
          classes = torch.arange(v).unsqueeze(0)
          valid = torch.ne(target, -100)
          weight = torch.div(valid.to(7), torch.sum(valid))
          t = torch.mul(target, valid)
          total = torch.zeros([], dtype=7)
          last = torch.zeros([v - from_class, x.size(1)], dtype=7)
          worst = 0.
          i = 0
          while i < n:
            e = min(i + 128, n)
            xd = torch.slice(x, 0, i, e).to(7)
            z = torch.linear(xd, wd)
            if cap > 0.:
              torch.tanh_(z.div_(cap)).mul_(cap)
            lse = torch.logsumexp(z, [1], True)
            c = torch.slice(weight, 0, i, e).unsqueeze(1)
            at = torch.slice(t, 0, i, e).unsqueeze(1)
            each = torch.add(torch.sub(lse, torch.gather(z, 1, at)), torch.square(lse), alpha=zloss)
            total = torch.add(total, torch.sum(torch.mul(each, c)))
            hit = torch.eq(at, torch.slice(classes, 1, from_class, v))
            g = self.slope(torch.slice(z, 1, from_class, v), hit, lse, c, cap, zloss)
            last = torch.add(last, torch.mm(g.t(), xd))
            r = e - i - 2
            hit = torch.eq(torch.slice(at, 0, r, e), classes)
            g = self.slope(torch.slice(z, 0, r, e), hit, torch.slice(lse, 0, r, e), torch.slice(c, 0, r, e), cap, zloss)
            worst = max(worst, self.apart(torch.slice(dx, 0, e - 2, e), torch.mm(g, wd)))
            i = e
          worst = max(worst, self.apart(torch.slice(dw, 0, from_class, v), last))
          return max(worst, self.apart(loss, total))
      """;

  private final EagerTorch torch = EagerTorch.cpu();

  @AfterEach
  void close() {
    torch.close();
  }

  /** Targets all over the vocabulary, the last class and positions left out among them. */
  private Tensor targets(long vocabulary) {
    return torch.tensor(
        LongStream.range(0, ROWS)
            .map(i -> i % 7 == 3 ? vocabulary - 1 - i % 100 : i * i % vocabulary)
            .map(i -> i % 13 == 5 ? -100 : i)
            .toArray(),
        ROWS);
  }

  private Tensor normal(String stream, double size, long... shape) {
    return torch.random(stream).normal(shape).mul(size);
  }

  @ParameterizedTest
  @CsvSource({
    "50257, 256, 0, 0",
    "50258, 256, 30, 0",
    "50257, 768, 15, 1e-4",
    "256, 768, 0, 1e-4",
    "256, 256, 30, 0"
  })
  void crossEntropyOfEveryVocabularyIsThatOfFloat64(long v, long d, double cap, double zLoss) {
    Tensor x = normal("x", 1, ROWS, d);
    Tensor w = normal("w", 2 / Math.sqrt(d), v, d);
    Tensor targets = targets(v);
    Trace trace = new Trace(torch);
    Tensor tx = trace.input(x.type());
    Tensor tw = trace.input(w.type());
    Tensor loss = tx.linearCrossEntropy(tw, trace.input(targets.type()), cap, zLoss);
    List<Tensor> y = run(trace, loss, List.of(tx, tw), List.of(x, w, targets));
    ScriptFunction f = new ScriptFunction(torch, REFERENCE);
    assertThat(f.number("far", x, w, targets, cap, zLoss, y.get(0), y.get(1), y.get(2)))
        .isLessThan(2e-5);
  }

  @ParameterizedTest
  @CsvSource({"50257, 256", "256, 768"})
  void logitRowsOfEveryVocabularyAreThoseOfFloat64(long v, long d) {
    // Log-sum-exp less the picked logit, on average over the rows that are kept: the cross entropy.
    Tensor x = normal("x", 1, ROWS, d);
    Tensor w = normal("w", 2 / Math.sqrt(d), v + 1, d); // one row more, as a mask token has
    Tensor targets = targets(v);
    Trace trace = new Trace(torch);
    Tensor tx = trace.input(x.type());
    Tensor tw = trace.input(w.type());
    Tensor tt = trace.input(targets.type());
    Tensor keep = tt.ne(-100);
    Tensor picks = tt.mul(keep.to(DType.INT64)).unsqueeze(1);
    var rows = tx.linearRows(tw, v, picks, keep, null, null);
    Tensor each = rows.logsumexp().sub(rows.picked().squeeze(1));
    Tensor loss = each.sum().div(keep.to(DType.FLOAT32).sum());
    List<Tensor> y = run(trace, loss, List.of(tx, tw), List.of(x, w, targets));
    ScriptFunction f = new ScriptFunction(torch, REFERENCE);
    Tensor used = w.slice(0, 0, v);
    Tensor dw = y.get(2).slice(0, 0, v);
    assertThat(f.number("far", x, used, targets, 0.0, 0.0, y.get(0), y.get(1), dw))
        .isLessThan(2e-5);
    assertThat(y.get(2).slice(0, v, v + 1).abs().sum().item()).isZero();
  }

  private List<Tensor> run(Trace trace, Tensor loss, List<Tensor> wrt, List<Tensor> in) {
    try (Program program = trace.program().output(loss).gradients(loss, wrt).compile(torch);
        TensorList none = new TensorList(List.of())) {
      return program.run(in, none, none, 0);
    }
  }
}
