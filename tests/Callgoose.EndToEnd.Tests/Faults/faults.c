/* Preloaded into the server by the tests of the folder Faults: makes the disk fail, makes it slow, loses what was not synced,
   and moves the clock. What it does is told by a small file that the test and the server both map (FAULTS_CONTROL);
   struct control must be laid out as FaultControl.cs has it. Only database files are touched. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct control {
    int32_t fail_sync;    /* errno of every sync; 0: they work */
    int32_t fail_write;   /* errno of every write; 0: they work */
    int32_t short_write;  /* 1: the first half of a write arrives before it fails */
    int32_t slow_sync;    /* milliseconds that every sync takes longer */
    int64_t clock_offset; /* nanoseconds added to the time of day */
    int64_t syncs;        /* successful syncs of incidents.db and its log */
    int64_t other_syncs;  /* of every other database file */
};

static struct control *control;
static int undo_log = -1;

/* One record of the undo log. length bytes of what stood there before follow; a sync has length 0 and offset -1. */
struct undo {
    int64_t inode;
    int64_t offset;
    int64_t length;
    int64_t size_before;
};

static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_clock_gettime)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void) {
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    const char *path = getenv("FAULTS_CONTROL");
    int file = path ? open(path, O_RDWR) : -1;
    if (file >= 0) {
        void *map = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        control = map == MAP_FAILED ? NULL : map;
        close(file);
    }
    const char *undo = getenv("FAULTS_UNDO");
    undo_log = undo ? open(undo, O_CREAT | O_WRONLY | O_APPEND, 0600) : -1;
}

/* 0: no database file, 1: the incidents, 2: another one. */
static int kind_of(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (control == NULL || length <= 0) return 0;
    path[length] = 0;
    const char *name = strrchr(path, '/');
    if (name == NULL || strstr(name, ".db") == NULL || strstr(name, "-shm") != NULL) return 0;
    return strncmp(name, "/incidents.db", 13) == 0 ? 1 : 2;
}

static void remember(int file, int64_t offset, int64_t length) {
    struct stat before;
    if (undo_log < 0 || fstat(file, &before) != 0) return;
    struct undo head = { before.st_ino, offset, 0, before.st_size };
    char *record = malloc(sizeof head + length);
    if (length > 0) {
        ssize_t got = pread(file, record + sizeof head, length, offset);
        head.length = got > 0 ? got : 0;
    }
    memcpy(record, &head, sizeof head);
    ssize_t ignored = real_write(undo_log, record, sizeof head + head.length);
    (void)ignored;
    free(record);
}

static int sync_file(int file, int (*real)(int)) {
    int kind = kind_of(file);
    if (kind == 0) return real(file);
    if (control->slow_sync > 0) usleep(control->slow_sync * 1000);
    if (control->fail_sync != 0) {
        errno = control->fail_sync;
        return -1;
    }
    /* With an undo log, being written there is what being on disk means. */
    int result = undo_log >= 0 ? 0 : real(file);
    if (result == 0) {
        __atomic_add_fetch(kind == 1 ? &control->syncs : &control->other_syncs, 1, __ATOMIC_SEQ_CST);
        remember(file, -1, 0);
    }
    return result;
}

int fsync(int file) { return sync_file(file, real_fsync); }
int fdatasync(int file) { return sync_file(file, real_fdatasync); }

ssize_t pwrite64(int file, const void *data, size_t length, off_t offset) {
    if (kind_of(file) == 0) return real_pwrite(file, data, length, offset);
    if (control->fail_write != 0) {
        if (control->short_write && length > 1) {
            control->short_write = 0;
            return real_pwrite(file, data, length / 2, offset);
        }
        errno = control->fail_write;
        return -1;
    }
    remember(file, offset, (int64_t)length);
    return real_pwrite(file, data, length, offset);
}

ssize_t pwrite(int file, const void *data, size_t length, off_t offset) { return pwrite64(file, data, length, offset); }

int ftruncate64(int file, off_t length) {
    struct stat before;
    if (kind_of(file) != 0 && fstat(file, &before) == 0 && before.st_size > length) remember(file, length, before.st_size - length);
    return real_ftruncate(file, length);
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = real_clock_gettime ? real_clock_gettime(clock, time) : -1;
    if (result == 0 && control != NULL && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) && control->clock_offset != 0) {
        int64_t now = (int64_t)time->tv_sec * 1000000000 + time->tv_nsec + control->clock_offset;
        time->tv_sec = now / 1000000000;
        time->tv_nsec = now % 1000000000;
    }
    return result;
}
