package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.torch.Tensor;

/** Self-consensus and an MLP. */
final class ConsensusBlock extends Block {
  private final Consensus consensus;
  private final FeedForward ff;
  private final Norm norm1;
  private final Norm norm2;

  ConsensusBlock(BlockShape s, ConsensusShape shape) {
    consensus =
        part("consensus", new Consensus(s.dim(), s.heads(), s.maxLength(), s.dropout(), shape));
    ff = part("ff", new FeedForward(s.dim(), s.mult(), s.dropout()));
    norm1 = part("norm1", Norm.of(s.dim(), s.timed()));
    norm2 = part("norm2", Norm.of(s.dim(), s.timed()));
  }

  @Override
  Tensor forward(Tensor x, Pass pass) {
    Tensor y = x.add(consensus.forward(norm1.forward(x, pass), pass));
    return y.add(ff.forward(norm2.forward(y, pass), pass));
  }
}
