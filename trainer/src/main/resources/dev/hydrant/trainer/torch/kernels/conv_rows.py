# A convolution along rows as matrix products: the window of a place, its columns one after another, times the
# kernel as a matrix. Windows are copied a few sequences at a time, so that they stay in cache.
def windows(self, x: Tensor, width: int, before: int) -> Tensor:
  # [N, T, I] -> [N * T, width * I], zeros beyond the ends
  padded = torch.constant_pad_nd(x, [0, 0, before, width - 1 - before], 0.)
  n = x.size(0)
  t = x.size(1)
  i = x.size(2)
  seen = torch.as_strided(padded, [n, t, width * i], [(t + width - 1) * i, i, 1])
  return torch.reshape(seen.contiguous(), [n * t, width * i])
def sequences(self, x: Tensor, width: int) -> int:
  return max(1, 2097152 // max(1, x.size(1) * x.size(2) * width))
def conv_rows_reference(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
  width = w.size(2)
  padded = torch.constant_pad_nd(x, [0, 0, (width - 1) // 2, width // 2], 0.)
  seen = torch.flatten(torch.unfold(padded, 1, width, 1), 2, 3)
  return torch.linear(seen, torch.flatten(w, 1, 2), b)
def conv_rows(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
  return self.conv_rows_from(x, w, b, (w.size(2) - 1) // 2)
def conv_rows_from(self, x: Tensor, w: Tensor, b: Optional[Tensor], before: int) -> Tensor:
  width = w.size(2)
  m = torch.reshape(torch.permute(w, [0, 2, 1]), [w.size(0), -1]).contiguous()
  y = torch.new_empty(x, [x.size(0), x.size(1), w.size(0)])
  n = self.sequences(x, width)
  a = 0
  while a < x.size(0):
    part = torch.slice(y, 0, a, a + n)
    torch.copy_(part, torch.view(self.linear(self.windows(torch.slice(x, 0, a, a + n), width, before), m, b), part.size()))
    a = a + n
  return y
def conv_rows_input(self, g: Tensor, w: Tensor) -> Tensor:
  # the gradient meets the kernel the other way round
  return self.conv_rows_from(g.contiguous(), torch.flip(torch.transpose(w, 0, 1), [2]), None, w.size(2) // 2)
def conv_rows_weight(self, g: Tensor, x: Tensor, w: Tensor) -> Tensor:
  width = w.size(2)
  sum = torch.new_zeros(w, [w.size(0), width * w.size(1)])
  n = self.sequences(x, width)
  a = 0
  while a < x.size(0):
    turned = torch.reshape(torch.slice(g, 0, a, a + n), [-1, w.size(0)]).t().contiguous()
    torch.add_(sum, self.product(turned, self.windows(torch.slice(x, 0, a, a + n), width, (width - 1) // 2)))
    a = a + n
  return torch.permute(torch.view(sum, [w.size(0), width, w.size(1)]), [0, 2, 1]).contiguous()
