// Linked into the native executable, and runs before the runtime starts.
//
// The compiler leaves type tables and other data that hold addresses out of the file, as a compact recipe; the first thing the
// runtime does is to write all of it, 3 MB, into a section after .bss. The kernel gives memory a page at a time, each by an
// interrupt of the write that needed it: 15 µs in the virtual machine of benchmarks/README.md, 700 times. One call gets them all;
// nothing more is used than would be in any case.

#define _DEFAULT_SOURCE
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 // Linux 5.14; an older kernel refuses it, and pages come one at a time as before.
#endif

// Set by the linker: where the data without content in the file begins and ends.
extern char __bss_start[], _end[];

__attribute__((constructor)) static void prefault(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = (uintptr_t)__bss_start & ~(page - 1);
    madvise((void *)begin, (uintptr_t)_end - begin, MADV_POPULATE_WRITE);
}
