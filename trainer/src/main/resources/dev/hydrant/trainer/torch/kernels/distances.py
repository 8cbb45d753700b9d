# Euclidean distances between rows, averaged over runs of columns. Few rows: the distances of all runs at once;
# many: those of one run at a time, which stay in cache. Squares are limited from below, as a root has no slope at
# 0; what is limited has no gradient.
def mean_distances(self, x: Tensor, sizes: List[int]) -> Tuple[Tensor, Tensor]:
  n = x.size(0)
  together = len(sizes) * n * n <= 131072
  roots = torch.new_empty(x, [len(sizes), n, n])
  squares = torch.square(x)
  at = 0
  for i in range(len(sizes)):
    z = torch.slice(x, 1, at, at + sizes[i])
    norms = torch.sum(torch.slice(squares, 1, at, at + sizes[i]), [1])
    r = torch.select(roots, 0, i)
    torch.addmm(norms, z, z.t(), beta=1, alpha=-2, out=r)
    torch.add_(r, torch.unsqueeze(norms, 1))
    if not together:
      torch.sqrt_(torch.clamp_min_(r, 1e-12))
    at = at + sizes[i]
  if together:
    torch.sqrt_(torch.clamp_min_(roots, 1e-12))
  return torch.mean(roots, [0]), roots
def mean_distances_backward(self, g: Tensor, x: Tensor, roots: Tensor, sizes: List[int]) -> Tensor:
  n = x.size(0)
  both = torch.mul(torch.add(g, g.t()), 1. / len(sizes))
  dx = torch.empty_like(x, memory_format=0)
  together = len(sizes) * n * n <= 131072
  slopes = torch.new_empty(x, [0])
  if together:
    slopes = torch.threshold_backward(torch.div(both, roots), roots, 1.5e-6)
  at = 0
  for i in range(len(sizes)):
    z = torch.slice(x, 1, at, at + sizes[i])
    d = torch.slice(dx, 1, at, at + sizes[i])
    if together:
      s = torch.select(slopes, 0, i)
    else:
      r = torch.select(roots, 0, i)
      s = torch.threshold_backward(torch.div(both, r), r, 1.5e-6)
    torch.mul(z, torch.sum(s, [1], True), out=d)
    torch.addmm_(d, s, z, beta=1, alpha=-1)
    at = at + sizes[i]
  return dx
def mean_distances_reference(self, x: Tensor, sizes: List[int]) -> Tensor:
  parts = annotate(List[Tensor], [])
  for z in torch.split_with_sizes(x, sizes, 1):
    norms = torch.sum(torch.square(z), [1])
    squares = torch.unsqueeze(norms, 1) + torch.unsqueeze(norms, 0) - 2 * torch.mm(z, z.t())
    parts.append(torch.sqrt(torch.clamp_min(squares, 1e-12)))
  return torch.mean(torch.stack(parts), [0])
