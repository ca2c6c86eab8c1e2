/* What Embedded Swift expects of a C library, for wasm32 without one. The page of memory is a
 * bump allocator: a calculation is short, and the page makes a new instance when it fills. */

typedef __SIZE_TYPE__ size_t;
typedef unsigned long long u64;
typedef __int128 i128;
typedef unsigned __int128 u128;

extern unsigned char __heap_base;
static size_t heap_next = 0;
__UINTPTR_TYPE__ __stack_chk_guard = 0x5ca1ab1e;

void __stack_chk_fail(void) { __builtin_trap(); }

int posix_memalign(void **result, size_t alignment, size_t size) {
  if (heap_next == 0) heap_next = (size_t)&__heap_base;
  size_t start = (heap_next + alignment - 1) & ~(alignment - 1);
  size_t pages = (start + size + 65535) / 65536;
  size_t have = __builtin_wasm_memory_size(0);
  if (pages > have && __builtin_wasm_memory_grow(0, pages - have) == (size_t)-1) return 12;
  heap_next = start + size;
  *result = (void *)start;
  return 0;
}

void free(void *pointer) { (void)pointer; }

void *memcpy(void *to, const void *from, size_t count) {
  unsigned char *t = to;
  const unsigned char *f = from;
  while (count--) *t++ = *f++;
  return to;
}

void *memmove(void *to, const void *from, size_t count) {
  unsigned char *t = to;
  const unsigned char *f = from;
  if (t < f) return memcpy(to, from, count);
  while (count--) t[count] = f[count];
  return to;
}

void *memset(void *to, int value, size_t count) {
  unsigned char *t = to;
  while (count--) *t++ = (unsigned char)value;
  return to;
}

/* 128-bit product from 32-bit halves; written so that the compiler cannot turn it into a call of
 * itself. */
i128 __multi3(i128 a, i128 b) {
  u64 al = (u64)a, bl = (u64)b, ah = (u64)((u128)a >> 64), bh = (u64)((u128)b >> 64);
  u64 a0 = al & 0xffffffff, a1 = al >> 32, b0 = bl & 0xffffffff, b1 = bl >> 32;
  u64 low = a0 * b0;
  u64 middle = a1 * b0 + (low >> 32);
  u64 cross = a0 * b1 + (middle & 0xffffffff);
  u64 high = a1 * b1 + (middle >> 32) + (cross >> 32) + ah * bl + al * bh;
  return (i128)(((u128)high << 64) | (cross << 32) | (low & 0xffffffff));
}

/* Long division bit by bit, shifting by one only: other shifts of 128 bits would be calls. */
static u128 divide(u128 a, u128 b) {
  u128 quotient = 0, rest = 0;
  for (int bit = 0; bit < 128; bit++) {
    rest = (rest << 1) | (u64)((u64)(a >> 64) >> 63);
    a <<= 1;
    quotient <<= 1;
    if (rest >= b) {
      rest -= b;
      quotient |= 1;
    }
  }
  return quotient;
}

i128 __divti3(i128 a, i128 b) {
  u128 quotient = divide(a < 0 ? -(u128)a : (u128)a, b < 0 ? -(u128)b : (u128)b);
  return (a < 0) != (b < 0) ? -(i128)quotient : (i128)quotient;
}
