/* A disk that breaks: preloaded into a command, it counts every call that changes something on the
 * disk and, at the one that is asked for, kills the process as a power cut would or lets the call
 * fail. The command itself knows nothing of it.
 *
 *   BREAK_AT      the call, counted from 1; 0 or missing: none
 *   BREAK_HOW     kill: SIGKILL before the call; of a write half the bytes are written first
 *                 a number: the call fails with this errno
 *   BREAK_LASTS   set: all later calls fail too
 *   BREAK_COUNT   a file: how many calls there were is written there at the end
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;
static long break_at;
static int break_errno;
static int lasts;

__attribute__((constructor)) static void begin(void) {
  const char *at = getenv("BREAK_AT"), *how = getenv("BREAK_HOW");
  break_at = at ? atol(at) : 0;
  break_errno = how && strcmp(how, "kill") != 0 ? atoi(how) : 0;
  lasts = getenv("BREAK_LASTS") != NULL;
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("BREAK_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (file) {
    fprintf(file, "%ld\n", atomic_load(&calls));
    fclose(file);
  }
}

/* Standard output and the like are no disk. */
static int is_disk(int fd) {
  struct stat status;
  return fd > 2 && fstat(fd, &status) == 0 && (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
}

/* 0: the call may go on; 1: it fails with errno; 2: the process is to die. */
static int fate(void) {
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (break_at == 0 || number < break_at || (number > break_at && !lasts)) return 0;
  if (break_errno == 0) return 2;
  errno = break_errno;
  return 1;
}

static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define SIMPLE(name, parameters, arguments, condition) \
  int name parameters { \
    REAL(name); \
    if (condition) switch (fate()) { case 1: return -1; case 2: die(); } \
    return real arguments; \
  }

SIMPLE(fsync, (int fd), (fd), is_disk(fd))
SIMPLE(fdatasync, (int fd), (fd), is_disk(fd))
SIMPLE(ftruncate, (int fd, off_t size), (fd, size), is_disk(fd))
SIMPLE(ftruncate64, (int fd, off64_t size), (fd, size), is_disk(fd))
SIMPLE(fchmod, (int fd, mode_t mode), (fd, mode), is_disk(fd))
SIMPLE(rename, (const char *a, const char *b), (a, b), 1)
SIMPLE(renameat, (int x, const char *a, int y, const char *b), (x, a, y, b), 1)
SIMPLE(renameat2, (int x, const char *a, int y, const char *b, unsigned f), (x, a, y, b, f), 1)
SIMPLE(link, (const char *a, const char *b), (a, b), 1)
SIMPLE(linkat, (int x, const char *a, int y, const char *b, int f), (x, a, y, b, f), 1)
SIMPLE(unlink, (const char *a), (a), 1)
SIMPLE(unlinkat, (int x, const char *a, int f), (x, a, f), 1)
SIMPLE(rmdir, (const char *a), (a), 1)
SIMPLE(mkdir, (const char *a, mode_t m), (a, m), 1)
SIMPLE(mkdirat, (int x, const char *a, mode_t m), (x, a, m), 1)
SIMPLE(symlink, (const char *a, const char *b), (a, b), 1)
SIMPLE(symlinkat, (const char *a, int x, const char *b), (a, x, b), 1)

#define WRITING(name, parameters, arguments, half) \
  ssize_t name parameters { \
    REAL(name); \
    if (is_disk(fd)) switch (fate()) { \
      case 1: return -1; \
      case 2: if (size > 1) real half; die(); \
    } \
    return real arguments; \
  }

WRITING(write, (int fd, const void *bytes, size_t size), (fd, bytes, size), (fd, bytes, size / 2))
WRITING(pwrite, (int fd, const void *bytes, size_t size, off_t at), (fd, bytes, size, at),
        (fd, bytes, size / 2, at))
WRITING(pwrite64, (int fd, const void *bytes, size_t size, off64_t at), (fd, bytes, size, at),
        (fd, bytes, size / 2, at))

#define OPENING(name, parameters, arguments) \
  int name parameters { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
      va_list rest; \
      va_start(rest, flags); \
      mode = va_arg(rest, mode_t); \
      va_end(rest); \
      switch (fate()) { case 1: return -1; case 2: die(); } \
    } \
    REAL(name); \
    return real arguments; \
  }

OPENING(open, (const char *path, int flags, ...), (path, flags, mode))
OPENING(open64, (const char *path, int flags, ...), (path, flags, mode))
OPENING(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
OPENING(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
