// Runs a program in the confinement of the seccomp lines of a systemd unit, which works wherever a process may confine itself:
//   confine FILE PROGRAM [ARGUMENT...]
// FILE names the system calls that are allowed, one a line (SystemCallFilter); every other one fails with EPERM
// (SystemCallErrorNumber). Always on are MemoryDenyWriteExecute and RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX.
#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <unistd.h>

static void check(int result, const char *what) {
  if (result < 0) {
    fprintf(stderr, "confine: %s: %s\n", what, strerror(-result));
    exit(125);
  }
}

// What systemd forbids beside its list of calls, as a filter of its own over everything.
static void forbid(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  const int writable_code = PROT_WRITE | PROT_EXEC;
  check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writable_code, writable_code)), "mmap");
  check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC)), "mprotect");
  check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(pkey_mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC)), "pkey_mprotect");
  check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(shmat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, SHM_EXEC, SHM_EXEC)), "shmat");
  for (unsigned family = 0; family < AF_MAX; family++)
    if (family != AF_INET && family != AF_INET6 && family != AF_UNIX)
      check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, family)), "socket");
  check(seccomp_load(filter), "loading what is forbidden");
  seccomp_release(filter);
}

static void allow(const char *path) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  FILE *names = fopen(path, "re");
  if (names == NULL) check(-errno, path);
  char name[128];
  int added = 0;
  while (fscanf(names, "%127s", name) == 1) {
    int number = seccomp_syscall_resolve_name(name);
    // Calls of other machines or of newer kernels than the library knows are in systemd's sets, too.
    if (number == __NR_SCMP_ERROR || number < 0) continue;
    check(seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0), name);
    added++;
  }
  fclose(names);
  if (added < 100) {
    fprintf(stderr, "confine: %s allows only %d calls, which is not a filter of a service\n", path, added);
    exit(125);
  }
  check(seccomp_load(filter), "loading what is allowed");
  seccomp_release(filter);
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: confine FILE PROGRAM [ARGUMENT...]\n");
    return 125;
  }
  forbid();
  allow(argv[1]);
  execv(argv[2], argv + 2);
  check(-errno, argv[2]);
}
