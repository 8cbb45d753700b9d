# Products of shapes that this script has not met are compared with PyTorch's own before they are used, on their
# own operands; where they differ, PyTorch's own is used, now and for that shape always.
def fast(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
  key = self.product_key(x.numel() // x.size(-1), w, b is not None)
  met = annotate(Dict[int, bool], {})
  before = self.products_met
  if before is not None:
    met = before
  else:
    self.products_met = met
  if key in met:
    if met[key]:
      return self.onednn(x, w, b)
    return torch.linear(x, w, b)
  # Rows that change from step to step would be compared for ever: after the first 200 shapes, digits and rest
  # of the number of rows are enough.
  m = x.numel() // x.size(-1)
  most = 1
  while most < m:
    most = most * 2
  like = -1 - self.product_key(most + m % 16, w, b is not None)
  if len(met) > 200 and like in met:
    met[key] = True
    return self.onednn(x, w, b)
  y = self.onednn(x, w, b)
  said = self.compared(torch.view(x, [m, x.size(-1)]), w, b, torch.view(y, [m, w.size(0)]))
  if said == 0:
    met[key] = False
    return torch.linear(x, w, b)
  if said == 1:
    met[key] = True
    met[like] = True
  return y
def product_key(self, m: int, w: Tensor, biased: bool) -> int:
  return (((m * 2097152 + w.size(1)) * 2097152 + w.size(0)) * 2 + int(w.is_contiguous())) * 2 + int(biased)
def compared(self, x: Tensor, w: Tensor, b: Optional[Tensor], y: Tensor) -> int:
  # Rows all over in the last columns, and the first and last rows in columns all over, of eight million
  # multiplications each.
  m = x.size(0)
  k = x.size(1)
  n = w.size(0)
  c = max(0, n - 128)
  every = 1 + max(m // 128, m * k * (n - c) // 8000000)
  bc: Optional[Tensor] = None
  bs: Optional[Tensor] = None
  step = 4 * k * n // 8000000 * 2 + 1
  if b is not None:
    bc = torch.slice(b, 0, c, n)
    bs = torch.slice(b, 0, 0, n, step)
  last = self.agrees(self.rows_of(x, every), torch.slice(w, 0, c, n), bc, torch.slice(self.rows_of(y, every), 1, c, n))
  if last == 0:
    return 0
  if self.agrees(self.rows_of(x, m), torch.slice(w, 0, 0, n, step), bs, torch.slice(self.rows_of(y, m), 1, 0, n, step)) == 0:
    return 0
  return last
def rows_of(self, x: Tensor, every: int) -> Tensor:
  m = x.size(0)
  return torch.cat([torch.slice(x, 0, 0, m, every), torch.slice(x, 0, 0, 4), torch.slice(x, 0, max(0, m - 4), m)])
def agrees(self, x: Tensor, w: Tensor, b: Optional[Tensor], y: Tensor) -> int:
  # 1: equal but for rounding, 0: not, 2: nothing can be said, as operands are all zero or not finite. Rounding is
  # as much as it can be where k terms are added one by one, which oneDNN does for a few columns.
  z = torch.linear(x, w, b)
  size = torch.mul(torch.sum(torch.abs(x), [1], True), torch.amax(torch.abs(w), [1]).unsqueeze(0))
  slack = torch.mul(size, 6e-8 * float(8 + x.size(1)))
  if b is not None:
    slack = torch.add(slack, torch.abs(b), alpha=1e-6)
  if not (bool(torch.all(torch.isfinite(z))) and bool(torch.all(torch.isfinite(slack)))):
    return 2
  if not bool(torch.all(torch.le(torch.abs(torch.sub(y, z)), torch.add(slack, 1e-35)))):
    return 0
  if float(torch.max(size)) == 0.:
    return 2
  return 1
def wrong_products(self) -> str:
  wrong = ""
  met = self.products_met
  if met is not None:
    for key in met.keys():
      if not met[key]:
        n = key // 4 % 2097152
        k = key // 8388608 % 2097152
        m = key // 17592186044416
        wrong = wrong + "[" + str(m) + ", " + str(k) + "] x [" + str(k) + ", " + str(n) + "]\n"
  return wrong
