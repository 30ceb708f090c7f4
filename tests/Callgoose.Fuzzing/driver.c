// Lets libFuzzer drive a .NET program: the program runs beside it, takes each input from shared memory, and its instrumented assemblies
// count their branches there, too. The other end of the conversation is SharpFuzz.Fuzzer.LibFuzzer: a number of four bytes in each
// direction, the length of an input down one pipe and its outcome up the other, where 0 means that nothing is wrong.
//
// Usage: driver --host=PROGRAM --target=NAME [options of libFuzzer] [folders of inputs]
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

enum { COUNTERS = 1 << 16, MOST_BYTES = 1 << 20 };

// libFuzzer takes what it finds in this section for branch counters. Not static: nothing here reads it, and it would be optimized away.
__attribute__((section("__libfuzzer_extra_counters"))) uint8_t counters[COUNTERS];

static uint8_t *shared;
static int to_host, from_host;

static void give_up(const char *what) {
  perror(what);
  _exit(1);
}

// libFuzzer's own clock interrupts calls.
static int tell(int32_t number) {
  ssize_t done;
  do done = write(to_host, &number, sizeof number);
  while (done < 0 && errno == EINTR);
  return done == sizeof number;
}

static int hear(int32_t *number) {
  ssize_t done;
  do done = read(from_host, number, sizeof *number);
  while (done < 0 && errno == EINTR);
  return done == sizeof *number;
}

static void set_number(const char *name, int number) {
  char text[16];
  snprintf(text, sizeof text, "%d", number);
  setenv(name, text, 1);
}

static const char *option(int argc, char **argv, const char *name) {
  size_t length = strlen(name);
  for (int i = 1; i < argc; i++)
    if (strncmp(argv[i], name, length) == 0) return argv[i] + length;
  fprintf(stderr, "%s is missing\n", name);
  exit(2);
}

// Without a second pipe end open in the wrong process, the death of either side is an end of file for the other.
static void start_host(const char *host, const char *target) {
  int down[2], up[2];
  int memory = shmget(IPC_PRIVATE, COUNTERS + MOST_BYTES, IPC_CREAT | 0600);
  if (memory < 0 || pipe(down) != 0 || pipe(up) != 0) give_up("shared memory and pipes");
  shared = shmat(memory, NULL, 0);
  if (shared == (void *)-1) give_up("shmat");
  pid_t child = fork();
  if (child < 0) give_up("fork");
  if (child == 0) {
    close(down[1]);
    close(up[0]);
    set_number("__LIBFUZZER_SHM_ID", memory);
    set_number("__LIBFUZZER_CONTROL_PIPE_ID", down[0]);
    set_number("__LIBFUZZER_STATUS_PIPE_ID", up[1]);
    execl(host, host, target, (char *)NULL);
    give_up(host);
  }
  close(down[0]);
  close(up[1]);
  to_host = down[1];
  from_host = up[0];
  int32_t status;
  if (!hear(&status) || status != 0) {
    shmctl(memory, IPC_RMID, NULL);
    fprintf(stderr, "%s did not start\n", host);
    exit(2);
  }
  // Both have it by now; marked as removed, it ends with the last of them.
  shmctl(memory, IPC_RMID, NULL);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  start_host(option(*argc, *argv, "--host="), option(*argc, *argv, "--target="));
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > MOST_BYTES) return -1;
  memset(shared, 0, COUNTERS);
  memcpy(shared + COUNTERS, data, size);
  int32_t status;
  // The host has said what is wrong; libFuzzer keeps the input of an abort.
  if (!tell((int32_t)size) || !hear(&status) || status != 0) abort();
  memcpy(counters, shared, COUNTERS);
  return 0;
}
