# Random tensors from a key: no generator state survives the call.
def rand(self, shape: List[int], dtype: int, device: Device, key: int, draw: int) -> Tensor:
  g = torch.Generator(device=device)
  g.manual_seed(key ^ draw)
  return torch.rand(shape, generator=g, dtype=dtype, device=device)
def randn(self, shape: List[int], dtype: int, device: Device, key: int, draw: int) -> Tensor:
  g = torch.Generator(device=device)
  g.manual_seed(key ^ draw)
  return torch.randn(shape, generator=g, dtype=dtype, device=device)
def randint(self, bound: int, shape: List[int], device: Device, key: int, draw: int) -> Tensor:
  g = torch.Generator(device=device)
  g.manual_seed(key ^ draw)
  return torch.randint(bound, shape, generator=g, dtype=4, device=device)
def randperm(self, n: int, device: Device, key: int, draw: int) -> Tensor:
  g = torch.Generator(device=device)
  g.manual_seed(key ^ draw)
  return torch.randperm(n, generator=g, dtype=4, device=device)
def keep_mask(self, shape: List[int], dtype: int, dropped: int, scale: float, device: Device, key: int, draw: int) -> Tensor:
  # Four draws from each 64 random bits: a generator takes longer than all else of a dropout.
  g = torch.Generator(device=device)
  g.manual_seed(key ^ draw)
  n = 1
  for size in shape:
    n *= size
  bits = torch.empty([(n + 3) // 4], dtype=4, device=device).random_(-9223372036854775807 - 1, None, generator=g)
  return torch.view_copy(bits, dtype=2).narrow(0, 0, n).ge(dropped - 32768).to(dtype).mul_(scale).view(shape)
