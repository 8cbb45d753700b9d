package dev.hydrant.trainer.torch;

import java.util.List;

/** Views and rearrangements. */
final class ShapeCases extends OperatorCases {
  ShapeCases(EagerTorch torch) {
    super(torch);
  }

  @Override
  void add() {
    shapes();
  }

  private void shapes() {
    unary("view", x -> x.view(2, -1).square(), -1, 1);
    unary("flatten", x -> x.view(3, 2, 2).flatten(1, 2).square(), -1, 1);
    unary("transpose", x -> x.t().mul(x.t()), -1, 1);
    unary("permute", x -> x.view(3, 2, 2).permute(2, 0, 1).square(), -1, 1);
    unary("unsqueeze squeeze", x -> x.unsqueeze(1).exp().squeeze(1), -1, 1);
    unary("expand", x -> x.unsqueeze(0).expand(5, -1, -1).exp(), -1, 1);
    unary("split", x -> x.split(new long[] {1, 3}, 1).get(1).square(), -1, 1);
    unary("chunk", x -> x.chunk(2, 1).get(0).mul(x.chunk(2, 1).get(1)), -1, 1);
    unary("unbind", x -> x.unbind(0).get(2).exp(), -1, 1);
    unary("slice", x -> x.slice(1, 1, -1).exp(), -1, 1);
    unary("slice step", x -> x.slice(1, 0, 4, 3).exp(), -1, 1);
    unary("select", x -> x.select(0, -1).exp(), -1, 1);
    unary("flip", x -> x.flip(1).mul(x), -1, 1);
    unary("roll", x -> x.roll(1, 1).mul(x), -1, 1);
    unary("repeat interleave", x -> x.repeatInterleave(3, 1).square(), -1, 1);
    unary("pad", x -> x.pad(0.5, 1, 2, 0, 1).square(), -1, 1);
    unary("unfold", x -> x.unfold(1, 2, 1).square(), -1, 1);
    unary("tril", x -> x.tril(0).exp(), -1, 1);
    unary("triu", x -> x.triu(1).exp(), -1, 1);
    unary("contiguous", x -> x.t().contiguous().exp(), -1, 1);
    unary("diag embed", x -> x.diagEmbed().exp(), -1, 1);
    unary("diagonal", x -> x.slice(1, 0, 3).diagonal().exp(), -1, 1);
    check(
        "cat",
        in -> Torch.cat(List.of(in.get(0), in.get(1)), 1).exp(),
        random(0, 1, 2, 3),
        random(-1, 1, 2, 1));
    check(
        "stack",
        in -> Torch.stack(List.of(in.get(0), in.get(1)), 1).exp(),
        random(0, 1, 2, 3),
        random(-1, 1, 2, 3));
  }
}
