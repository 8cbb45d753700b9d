package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.torch.Tensor;

/** Self-attention, attention among frames if asked for, and an MLP. */
final class AttentionBlock extends Block {
  private final RotaryAttention self;
  private final FrameAttention frames;
  private final FeedForward ff;
  private final Norm norm1;
  private final Norm norm2;
  private final Norm norm3;

  /**
   * @param frameName what the attention among frames is called; null for none
   */
  AttentionBlock(BlockShape s, String frameName) {
    self = part("self_attn", new RotaryAttention(s.dim(), s.heads(), s.dropout()));
    frames =
        frameName == null
            ? null
            : part(frameName, new FrameAttention(s.dim(), s.heads(), s.dropout()));
    ff = part("ff", new FeedForward(s.dim(), s.mult(), s.dropout()));
    norm1 = part("norm1", Norm.of(s.dim(), s.timed()));
    norm2 = part("norm2", Norm.of(s.dim(), s.timed()));
    norm3 = frames == null ? null : part("norm3", Norm.of(s.dim(), s.timed()));
  }

  @Override
  Tensor forward(Tensor x, Pass pass) {
    Tensor y = x.add(self.forward(norm1.forward(x, pass), pass));
    if (frames == null) {
      return y.add(ff.forward(norm2.forward(y, pass), pass));
    }
    Tensor z = y.add(frames.forward(norm2.forward(y, pass), pass));
    return z.add(ff.forward(norm3.forward(z, pass), pass));
  }
}
