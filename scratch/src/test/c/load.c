// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Loads modules, one line of standard input after the other, and says how the kernel took each:
 *
 *	ID <tab> NAME <tab> FILE <tab> PARAMETERS <tab> keep|drop
 *
 * gives "ID <tab> loaded|init|refused <tab> ERRNO", then the kernel's lines, each behind "| ".
 * "init" is a module that the loader took and whose own init function failed: the tracepoint
 * module_load fires in between. After an empty line all modules to be dropped are unloaded.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TRACING "/sys/kernel/tracing"
#define MOST 16
#define COMPRESSED 4 /* linux/module.h MODULE_INIT_COMPRESSED_FILE */

static char to_drop[MOST][64];
static int dropping;

static void put(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY | O_TRUNC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0) {
		perror(file);
		exit(1);
	}
	close(fd);
}

static int traced(const char *name)
{
	static char trace[1 << 16];
	char wanted[128];
	int fd = open(TRACING "/trace", O_RDONLY);
	size_t size = 0;
	ssize_t got;

	while ((got = read(fd, trace + size, sizeof(trace) - 1 - size)) > 0)
		size += got;
	close(fd);
	trace[size] = 0;
	snprintf(wanted, sizeof(wanted), "module_load: %s ", name);
	return strstr(trace, wanted) != NULL;
}

static void lines(int log)
{
	char record[8192];
	ssize_t got;

	while ((got = read(log, record, sizeof(record) - 1)) > 0 || (got < 0 && errno == EPIPE)) {
		char *text;

		if (got <= 0)
			continue;
		record[got] = 0;
		text = strchr(record, ';');
		if (text) {
			text[strcspn(text, "\n")] = 0;
			printf("| %s\n", text + 1);
		}
	}
}

static void drop(void)
{
	while (dropping > 0)
		syscall(SYS_delete_module, to_drop[--dropping], O_NONBLOCK);
}

static void load(int log, const char *id, const char *name, const char *file, const char *words,
		 int keep)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	const char *how = "refused";
	long result;
	int error = 0;

	if (fd < 0) {
		perror(file);
		exit(1);
	}
	put(TRACING "/trace", "");
	lseek(log, 0, SEEK_END);
	result = syscall(SYS_finit_module, fd, words, strstr(file, ".ko.") ? COMPRESSED : 0);
	if (result)
		error = errno;
	close(fd);
	if (!result)
		how = "loaded";
	else if (traced(name))
		how = "init";
	printf("%s\t%s\t%s\n", id, how, error ? strerrorname_np(error) : "-");
	lines(log);
	fflush(stdout);
	if (!result && !keep && dropping < MOST)
		snprintf(to_drop[dropping++], sizeof(to_drop[0]), "%s", name);
}

int main(void)
{
	static char line[1 << 16];
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK);

	mount("tracefs", TRACING, "tracefs", 0, NULL);
	put(TRACING "/events/module/module_load/enable", "1");
	while (fgets(line, sizeof(line), stdin)) {
		char *field[5], *rest = line;
		int i;

		line[strcspn(line, "\n")] = 0;
		if (!*line) {
			drop();
			continue;
		}
		for (i = 0; i < 5; i++)
			field[i] = strsep(&rest, "\t");
		load(log, field[0], field[1], field[2], field[3], !strcmp(field[4], "keep"));
	}
	drop();
	return 0;
}
