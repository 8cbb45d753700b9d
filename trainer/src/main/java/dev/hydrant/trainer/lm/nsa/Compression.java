package dev.hydrant.trainer.lm.nsa;

import dev.hydrant.trainer.lm.currentbest.Trunk;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;

/** Makes one vector of each block of l vectors, by an MLP that all heads share. */
final class Compression extends Module {
  private final int block;
  private final Parameter positions;
  private final Linear up;
  private final Linear down;

  Compression(int heads, int headDim, int block) {
    this.block = block;
    long in = (long) block * headDim;
    positions = parameter("positions", Init.zeros(), heads, block, headDim).tag("scalar");
    up = part("fc", new Linear(in, 4 * in, Trunk.casted(in), null));
    down = part("proj", new Linear(4 * in, headDim, Trunk.casted(4 * in), null));
  }

  /** x {@code [B, H, T, d]} → {@code [B, H, ⌊T/l⌋, d]}; tokens of an incomplete block are left. */
  Tensor forward(Tensor x) {
    long blocks = x.size(2) / block;
    Tensor whole = x.slice(2, 0, blocks * block);
    Tensor parts = whole.view(x.size(0), x.size(1), blocks, block, x.size(3));
    Tensor placed = parts.add(positions.unsqueeze(1));
    return down.forward(up.forward(placed.flatten(3, 4)).relu().square());
  }
}
