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
    int64_t log_writes;   /* writes to the log of incidents.db */
};

static struct control *control;
static int undo_log = -1;

/* One record of the undo log, as UndoRecord.cs reads it. kept bytes of what stood there before follow; a sync has offset -1. It is written before what it undoes: a process killed in between leaves one record too many, never one too few. */
struct undo {
    char name[32]; /* of the file, without its folder, ended by a zero */
    int64_t offset;
    int64_t length;      /* of what is written or cut off */
    int64_t kept;        /* less than length where the file grows */
    int64_t size_before; /* of the file; less than zero if it is cut */
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

/* Gives the name of a database file or its log; false for every other file. */
static int is_database(int file, char name[32]) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = control == NULL ? 0 : readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    const char *last = strrchr(path, '/');
    if (last == NULL || strlen(last + 1) >= 32 || strstr(last, ".db") == NULL || strstr(last, "-shm") != NULL) return 0;
    memset(name, 0, 32);
    strcpy(name, last + 1);
    return 1;
}

static void remember(int file, const char name[32], int64_t offset, int64_t length, int is_cut) {
    struct stat before;
    if (undo_log < 0 || fstat(file, &before) != 0) return;
    struct undo head = { { 0 }, offset, length, 0, is_cut ? -before.st_size : before.st_size };
    memcpy(head.name, name, sizeof head.name);
    char *record = malloc(sizeof head + length);
    if (length > 0) {
        ssize_t got = pread(file, record + sizeof head, length, offset);
        head.kept = got > 0 ? got : 0;
    }
    memcpy(record, &head, sizeof head);
    ssize_t ignored = real_write(undo_log, record, sizeof head + head.kept);
    (void)ignored;
    free(record);
}

static int sync_file(int file, int (*real)(int)) {
    char name[32];
    if (!is_database(file, name)) return real(file);
    if (control->slow_sync > 0) usleep((useconds_t)control->slow_sync * 1000);
    if (control->fail_sync != 0) {
        errno = control->fail_sync;
        return -1;
    }
    /* With an undo log, being written there is what being on disk means. */
    int result = undo_log >= 0 ? 0 : real(file);
    if (result == 0) {
        remember(file, name, -1, 0, 0);
        __atomic_add_fetch(strncmp(name, "incidents.db", 12) == 0 ? &control->syncs : &control->other_syncs, 1, __ATOMIC_SEQ_CST);
    }
    return result;
}

int fsync(int file) { return sync_file(file, real_fsync); }
int fdatasync(int file) { return sync_file(file, real_fdatasync); }

ssize_t pwrite64(int file, const void *data, size_t length, off_t offset) {
    char name[32];
    if (!is_database(file, name)) return real_pwrite(file, data, length, offset);
    if (control->fail_write != 0) {
        if (!control->short_write || length < 2) {
            errno = control->fail_write;
            return -1;
        }
        control->short_write = 0;
        length /= 2;
    }
    remember(file, name, offset, (int64_t)length, 0);
    if (strcmp(name, "incidents.db-wal") == 0) __atomic_add_fetch(&control->log_writes, 1, __ATOMIC_SEQ_CST);
    return real_pwrite(file, data, length, offset);
}

ssize_t pwrite(int file, const void *data, size_t length, off_t offset) { return pwrite64(file, data, length, offset); }

int ftruncate64(int file, off_t length) {
    char name[32];
    struct stat before;
    if (is_database(file, name) && fstat(file, &before) == 0 && before.st_size > length) {
        remember(file, name, length, before.st_size - length, 1);
    }
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
