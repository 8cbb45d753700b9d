package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * The logits of a head with a bias, as products of rows and a table, of which only the rows that
 * count are ever computed.
 *
 * @param rows {@code [N, D+1]}, states with a 1 behind
 * @param table {@code [V, D+1]}, weights with the bias behind
 */
record LogitRows(Tensor rows, Tensor table) {
  /** Of states {@code [B, L, D]}. */
  static LogitRows of(Tensor states, Linear head) {
    long d = states.size(-1);
    Tensor flat = states.contiguous().view(-1, d);
    Tensor one = flat.torch().full(flat.dtype(), 1, flat.size(0), 1);
    return new LogitRows(
        Torch.cat(List.of(flat, one), 1),
        Torch.cat(List.of(head.weight, head.bias.unsqueeze(1)), 1));
  }

  /** All logits {@code [N, n]} of the first so many columns. */
  Tensor logits(int columns) {
    return rows.linear(table.slice(0, 0, columns));
  }
}
