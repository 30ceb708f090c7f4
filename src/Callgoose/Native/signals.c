// Linked into the native executable, and runs before the runtime starts.
//
// Two signals end a process that others cause by what they do to its files, and that the program answers better by itself.
//
// SIGBUS: SQLite maps the index of a write-ahead log, and somebody cuts that file: the page is gone, and reading it is a fault. The page
// becomes one of zeros that belongs to the process alone, so that what was under way ends somehow. Nothing is acknowledged after
// that: the store looks at its files between each commit and its answers, and finds this one shorter than it was.
//
// SIGXFSZ: a file would grow past the limit of the process (ulimit -f). Ignored, the write fails as on a full disk.

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

static uintptr_t page;

static void replace_page(int number, siginfo_t *fault, void *context)
{
    (void)number;
    (void)context;
    int error = errno;
    void *at = (void *)((uintptr_t)fault->si_addr & ~(page - 1));
    if (fault->si_code == BUS_ADRERR
        && mmap(at, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED)
    {
        errno = error;
        return;
    }

    // Something else is wrong: the instruction runs again, and ends the process as it would have.
    signal(SIGBUS, SIG_DFL);
}

__attribute__((constructor)) static void take_signals(void)
{
    page = (uintptr_t)sysconf(_SC_PAGESIZE);
    struct sigaction action = {.sa_sigaction = replace_page, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, NULL);
    signal(SIGXFSZ, SIG_IGN);
}
