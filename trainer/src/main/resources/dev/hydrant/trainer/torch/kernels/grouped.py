# Products of runs of rows with a matrix each: the first counts[0] rows meet w[0], the next counts[1] rows w[1].
def grouped_linear(self, x: Tensor, w: Tensor, counts: Tensor) -> Tensor:
  y = torch.new_empty(x, [x.size(0), w.size(1)])
  a = 0
  for j in range(w.size(0)):
    n = int(torch.select(counts, 0, j))
    if n > 0:
      torch.copy_(torch.slice(y, 0, a, a + n), self.linear(torch.slice(x, 0, a, a + n), torch.select(w, 0, j), None))
    a = a + n
  return y
def grouped_linear_reference(self, x: Tensor, w: Tensor, counts: Tensor) -> Tensor:
  parts = annotate(List[Tensor], [])
  a = 0
  for j in range(w.size(0)):
    n = int(torch.select(counts, 0, j))
    parts.append(torch.mm(torch.slice(x, 0, a, a + n), torch.select(w, 0, j).t()))
    a = a + n
  return torch.cat(parts, 0)
def grouped_linear_weight(self, g: Tensor, x: Tensor, w: Tensor, counts: Tensor) -> Tensor:
  dw = torch.empty_like(w, memory_format=0)
  self.grouped_linear_weight_into(g, x, w, counts, dw, 0.)
  return dw
def grouped_linear_weight_into(self, g: Tensor, x: Tensor, w: Tensor, counts: Tensor, dw: Tensor, beta: float) -> NoneType:
  # dw[j] = g_j^T x_j + beta dw[j]
  a = 0
  for j in range(w.size(0)):
    n = int(torch.select(counts, 0, j))
    d = torch.select(dw, 0, j)
    if n > 0:
      torch.addmm(d, torch.slice(g, 0, a, a + n).t(), torch.slice(x, 0, a, a + n), beta=beta, out=d)
    elif beta == 0.:
      torch.zero_(d)
    a = a + n
